import type { EventData, EventType } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import { Catch, UseFilters, type RpcExceptionFilter } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import type { ReceivedEvent } from './wire.js';

/** The Nest transport id of event handlers. */
export const EVENTS = Symbol('answerable-events');

/** This event can never be handled: it goes to the dead letters with this reason. The reason must hold no personal data. */
export class EventRejected extends Error {
  override readonly name = 'EventRejected';
}

/** Nest would replace a handler's error by its own; the consumer has to see which it was. */
@Catch()
class PassOn implements RpcExceptionFilter<unknown> {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

type Handler<D> = (events: ReceivedEvent<D>[], tx: Tx) => Promise<void>;

/**
 * Declares a method of a @Controller as the handler of an event type: it gets a run of events, each for the first time,
 * and the transaction in which they are recorded as handled.
 * With `unchecked` the contract's schema is not applied: the handler judges the data (undefined where it is not JSON).
 */
export function HandlesEvents(
  type: EventType,
  options: { unchecked: true },
): <H extends Handler<unknown>>(target: object, key: string, descriptor: TypedPropertyDescriptor<H>) => void;
export function HandlesEvents<T extends EventType>(
  type: T,
): <H extends Handler<EventData<T>>>(target: object, key: string, descriptor: TypedPropertyDescriptor<H>) => void;
export function HandlesEvents(type: EventType, options: { unchecked?: boolean } = {}) {
  return (target: object, key: string, descriptor: PropertyDescriptor): void => {
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
    UseFilters(PassOn)(target, key, descriptor);
    EventPattern(type, EVENTS, { unchecked: options.unchecked === true })(target, key, descriptor);
  };
}
