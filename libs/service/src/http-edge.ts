import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { Logger } from './logger.js';
import type { Metrics } from './metrics.js';
import { problem } from './problem.js';
import { currentTrace, runWithTrace } from './trace.js';

export interface HttpOptions {
  /** Largest JSON body, in bytes. */
  jsonLimit?: number;
  /** Largest form body, in bytes, and the most fields in it. */
  formLimit?: number;
  formFields?: number;
  /** Longest time for a whole request to arrive; a service that takes long streams sets more. */
  requestTimeoutMs?: number;
  /** Longest time for a JSON or form body to arrive, however long streams may take. */
  bodyTimeoutMs?: number;
  /** Requests served at once; one more is turned away with 503, so that those within are answered in time. */
  maxConcurrent?: number;
  /** Whoever reads log or metrics must not learn how many pages one visitor opened: see `requestLog`. */
  discreet?: boolean;
  /** Express `trust proxy`: how many proxies stand before the service. */
  trustProxy?: number | string | boolean;
}

export const httpDefaults = {
  jsonLimit: 1_000_000,
  formLimit: 64_000,
  formFields: 200,
  requestTimeoutMs: 30_000,
  bodyTimeoutMs: 30_000,
  maxConcurrent: 400,
  discreet: false,
  trustProxy: false,
} satisfies HttpOptions;

/** Only this is read as JSON: events and streams stay unread for their route, which first knows who sends them. */
const JSON_TYPE = 'application/json';
const HOUR_MS = 3_600_000;
const QUIET = new Set(['/health/live', '/health/ready', '/metrics']);

/** The trace of a request, taken over from `traceparent` and `X-Correlation-Id`; the answer names the correlation id. */
export function traced(request: Request, response: Response, next: NextFunction): void {
  const enter = (): void => {
    response.setHeader('X-Correlation-Id', currentTrace()!.correlationId);
    next();
  };
  runWithTrace(request.get('traceparent'), enter, request.get('x-correlation-id'));
}

/**
 * One line and one measurement a request; by the pattern of the route, because an address can hold a link token. Where `discreet`,
 * only of what failed: visits seldom overlap, and how many pages one took tells what was answered on them. How fast pages are is then
 * told without their number.
 */
export function requestLog(log: Logger, metrics: Metrics, discreet = false): RequestHandler {
  const seconds = metrics.histogram(
    'http_request_duration_seconds',
    'Time from request to the end of the answer',
    ['method', 'route', 'status'],
    [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
  );
  const uncounted = discreet ? durations(metrics) : undefined;
  return (request, response, next) => {
    const start = performance.now();
    if (QUIET.has(request.path)) return next();
    response.once('close', () => {
      const ms = performance.now() - start;
      uncounted?.record(Math.max(1, Math.round(ms)));
      if (discreet && !isFailure(response.statusCode)) return;
      const pattern: unknown = (request as { route?: { path?: unknown } }).route?.path;
      const route = typeof pattern === 'string' ? pattern : 'unmatched';
      const status = response.writableFinished ? response.statusCode : 499;
      seconds.observe({ method: request.method, route, status: String(status) }, ms / 1000);
      log.info({ method: request.method, route, status, ms: Math.round(ms) }, 'request was answered');
    });
    next();
  };
}

const isFailure = (status: number): boolean => status === 429 || status >= 500;

/** How long answers take, in milliseconds, this hour. */
function durations(metrics: Metrics): RecordableHistogram {
  const taken = createHistogram();
  let since = performance.now();
  metrics.gauge('http_request_seconds', 'Time from request to the end of the answer', ['quantile'], (gauge) => {
    if (performance.now() - since > HOUR_MS) {
      taken.reset();
      since = performance.now();
    }
    for (const quantile of [0.5, 0.99]) gauge.set({ quantile }, taken.percentile(quantile * 100) / 1000);
  });
  return taken;
}

const overloaded = problem('overloaded', 503, 'The service is busy at the moment');

/** Sheds load beyond `max` requests at once, and while the service stops lets no connection wait for another request. */
export function admission(max: number, state: { readonly stopping: boolean }): RequestHandler {
  let within = 0;
  return (request, response, next) => {
    if (state.stopping) response.setHeader('Connection', 'close');
    if (QUIET.has(request.path)) return next();
    if (within >= max) return next(overloaded('try again in a moment'));
    within += 1;
    response.once('close', () => (within -= 1));
    return next();
  };
}

/** A sender may read its refusal before the connection ends, and may not go on sending what nobody reads. */
const LINGER_MS = 2000;

/** An answer that came before the end of its request: what follows is read and dropped for a moment, then the connection ends. */
export function hangUp(lingerMs = LINGER_MS): RequestHandler {
  return (request, response, next) => {
    response.once('finish', () => {
      if (request.complete) return;
      const timer = setTimeout(() => request.complete || request.socket.destroy(), lingerMs);
      request.once('close', () => clearTimeout(timer));
    });
    next();
  };
}

/** Headers for an API; pages set their own content security policy (libs/web). */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
}

/** A body that is read here has as long as any request of another service: a long stream gives nobody else the time of a day. */
function bodyDeadline(types: readonly string[], ms: number): RequestHandler {
  return (request, response, next) => {
    if (request.is([...types])) {
      const timer = setTimeout(() => request.destroy(), ms);
      request.once('end', () => clearTimeout(timer));
      response.once('close', () => clearTimeout(timer));
    }
    next();
  };
}

export function bodyParsers(options: Required<HttpOptions>): RequestHandler[] {
  return [
    bodyDeadline(
      [JSON_TYPE, 'application/x-www-form-urlencoded'],
      Math.min(options.requestTimeoutMs, options.bodyTimeoutMs),
    ),
    express.json({ type: JSON_TYPE, limit: options.jsonLimit }),
    express.urlencoded({ extended: false, limit: options.formLimit, parameterLimit: options.formFields }),
  ];
}
