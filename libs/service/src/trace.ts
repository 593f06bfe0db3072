import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

export interface Trace {
  /** 32 hex digits. */
  traceId: string;
  /** 16 hex digits, of the work at hand. */
  spanId: string;
  /** W3C trace context header to hand on. */
  traceparent: string;
  /** What the caller calls this request; the trace id where it says nothing. */
  correlationId: string;
}

const storage = new AsyncLocalStorage<Trace>();
const FORMAT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const CORRELATION = /^[A-Za-z0-9._-]{1,64}$/;

/** The trace of the request, event or due work that is running, if any. */
export function currentTrace(): Trace | undefined {
  return storage.getStore();
}

/**
 * Runs `fn` within a trace: a child of `traceparent` where that is a valid W3C header (https://www.w3.org/TR/trace-context/), else a new one.
 */
export function runWithTrace<T>(traceparent: string | undefined, fn: () => T, correlationId?: string): T {
  return storage.run(newTrace(traceparent, correlationId), fn);
}

export function newTrace(traceparent?: string, correlationId?: string): Trace {
  const parent = traceparent === undefined ? null : FORMAT.exec(traceparent);
  const traceId = parent?.[1] ?? randomUUID().replaceAll('-', '');
  const spanId = randomUUID().slice(19).replace('-', '');
  return {
    traceId,
    spanId,
    traceparent: `00-${traceId}-${spanId}-01`,
    correlationId: correlationId !== undefined && CORRELATION.test(correlationId) ? correlationId : traceId,
  };
}
