import { Database, RetryableError, type Tx } from '@answerable/persistence';
import { Logger, Metrics, runWithTrace } from '@answerable/service';
import { Injectable } from '@nestjs/common';
import { DeadLetters, type DeadLetter } from './dead-letters.js';
import { EventRejected } from './handles-events.js';
import { firstTime } from './inbox.js';
import { decode, type Incoming, type ReceivedEvent, type Subscription } from './wire.js';

export type Handle = (events: ReceivedEvent[], tx: Tx) => Promise<void>;
/** How a chunk is done: by which handlers, and how to say in between that this consumer is alive. */
export interface Way {
  subscription: Subscription;
  handle: Handle;
  heartbeat: () => Promise<void>;
}
type Item = { message: Incoming; event: ReceivedEvent };

const TRIES = 3;

/** Makes the effects of messages: a chunk in one transaction; where that fails, one by one; what cannot be done becomes a dead letter. */
@Injectable()
export class Effects {
  private readonly handled;
  private readonly repeated;

  constructor(
    private readonly database: Database,
    private readonly deadLetters: DeadLetters,
    private readonly log: Logger,
    metrics: Metrics,
  ) {
    this.handled = metrics.counter('events_handled_total', 'Events whose effect was made, by type', ['type']);
    this.repeated = metrics.counter('events_repeated_total', 'Events that had their effect already');
  }

  /**
   * Returns once every message has its effect, is ignored or lies in the dead letters; how many became dead letters.
   * Throws RetryableError (and failures of the broker) where the same messages must be tried again.
   */
  async make(messages: readonly Incoming[], way: Way): Promise<number> {
    const letters: DeadLetter[] = [];
    const items: Item[] = [];
    for (const message of messages) {
      const decoded = decode(message, way.subscription);
      if ('event' in decoded) items.push({ message, event: decoded.event });
      else if ('dead' in decoded) letters.push({ message, reason: decoded.dead, detail: decoded.detail });
    }
    if (items.length > 0) letters.push(...(await this.together(items, way)));
    await this.deadLetters.send(letters);
    return letters.length;
  }

  private async together(items: Item[], { handle, heartbeat }: Way): Promise<DeadLetter[]> {
    try {
      await this.apply(
        items.map(({ event }) => event),
        handle,
      );
      return [];
    } catch (error) {
      if (error instanceof RetryableError) throw error;
      if (items.length > 1) this.log.warn({ error, events: items.length }, 'chunk failed and is done one by one');
    }
    const letters: DeadLetter[] = [];
    for (const item of items) {
      const letter = await this.alone(item, handle);
      if (letter) letters.push(letter);
      await heartbeat();
    }
    return letters;
  }

  private async alone({ message, event }: Item, handle: Handle): Promise<DeadLetter | undefined> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.apply([event], handle);
        return undefined;
      } catch (error) {
        if (error instanceof RetryableError) throw error;
        if (error instanceof EventRejected) return { message, reason: 'rejected', detail: error.message };
        this.log.error({ error, type: event.type, eventId: event.id, tries }, 'event could not be handled');
        if (tries === TRIES) return { message, reason: 'failed', detail: nameOf(error) };
      }
    }
  }

  private async apply(events: ReceivedEvent[], handle: Handle): Promise<void> {
    const runs = await this.database.transaction(async (tx) => {
      const fresh = runsOfOneType(await firstTime(tx, events));
      for (const run of fresh) await runWithTrace(sharedTrace(run), () => handle(run, tx));
      return fresh;
    });
    for (const run of runs) {
      this.handled.inc({ type: run[0]!.type }, run.length);
      runWithTrace(sharedTrace(run), () => this.log.info(summary(run), 'events were handled'));
    }
    const handled = runs.reduce((sum, run) => sum + run.length, 0);
    this.repeated.inc(events.length - handled);
  }
}

function runsOfOneType(events: ReceivedEvent[]): ReceivedEvent[][] {
  const runs: ReceivedEvent[][] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (last?.[0]?.type === event.type) last.push(event);
    else runs.push([event]);
  }
  return runs;
}

/** A run whose events come from one request continues its trace; a mixed one starts its own and its log line names some of theirs. */
function sharedTrace(run: ReceivedEvent[]): string | undefined {
  return tracesOf(run).size === 1 ? run[0]!.traceparent : undefined;
}

function summary(run: ReceivedEvent[]): Record<string, unknown> {
  const traces = tracesOf(run);
  return { type: run[0]!.type, events: run.length, ...(traces.size > 1 && { traceIds: [...traces].slice(0, 20) }) };
}

function tracesOf(run: ReceivedEvent[]): Set<string | undefined> {
  return new Set(run.map(({ traceparent }) => traceparent?.slice(3, 35)));
}

/** The kind of an unforeseen error; its message could quote a value. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? `${error.constructor.name} ${code}` : error.constructor.name;
}
