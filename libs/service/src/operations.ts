import type { Express, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { HealthChecks, IdleChecks } from './checks.js';
import type { Clock } from './clock.js';
import type { DueWorks } from './due-work.js';
import type { Metrics } from './metrics.js';
import { invalidInput } from './problem.js';

interface Parts {
  health: HealthChecks;
  idle: IdleChecks;
  works: DueWorks;
  metrics: Metrics;
  clock: Clock;
}

/** Which parts cannot serve, as /health/ready says it; the gauge `ready` says the same to whoever watches. */
export function watchReadiness({ health, metrics }: Parts, stopping: () => boolean): () => Promise<string[]> {
  const failing = async (): Promise<string[]> => (stopping() ? ['stopping'] : health.failing());
  metrics.gauge(
    'ready',
    '1 where this instance serves: its database answers, its partitions are assigned',
    [],
    async (gauge) => gauge.set((await failing()).length === 0 ? 1 : 0),
  );
  return failing;
}

/** /health/live and /health/ready. */
export function mountHealth(http: Express, failingParts: () => Promise<string[]>): void {
  http.get('/health/live', (_request, response) => answer(response, 200, { status: 'live' }));
  http.get('/health/ready', async (_request, response) => {
    const failing = await failingParts();
    answer(response, failing.length === 0 ? 200 : 503, {
      status: failing.length === 0 ? 'ready' : 'not-ready',
      failing,
    });
  });
}

export function mountMetrics(http: Express, { metrics }: Parts): void {
  http.get('/metrics', async (_request, response) => {
    response.setHeader('Content-Type', metrics.registry.contentType);
    response.end(await metrics.registry.metrics());
  });
}

const clockBody = z.strictObject({ now: z.iso.datetime({ offset: true }) });
const runBody = z.strictObject({ job: z.string().min(1) });

/** Demo and test mode only: set the clock, ask whether all work is done, run a due work at once. */
export function mountTestRoutes(http: Express, { clock, idle, works }: Parts): void {
  let setAt = 0;
  http.put('/_test/clock', (request, response) => {
    clock.set(new Date(parse(clockBody, request.body).now));
    setAt = performance.now();
    idle.stir();
    answer(response, 200, { now: clock.now().toISOString() });
  });
  http.get('/_test/clock', (_request, response) => answer(response, 200, { now: clock.now().toISOString() }));
  // Due works run now instead of at their next turn, before the queues are looked at: what an event made due is done too before
  // this says idle.
  http.get('/_test/idle', async (_request, response) => {
    const pending = await idle.look(async () => prefixed('due-work:', await works.runAll(setAt)));
    answer(response, 200, { idle: Object.values(pending).every((count) => count === 0), pending });
  });
  http.post('/_test/run', async (request, response) => {
    answer(response, 200, { done: await works.runNow(parse(runBody, request.body).job) });
  });
}

/** Every request but those above may make work, until its answer has left. */
export function stirring(idle: IdleChecks): RequestHandler {
  return (_request, response, next) => {
    response.once('close', idle.begin());
    next();
  };
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw invalidInput(undefined, { issues: parsed.error.issues });
  return parsed.data;
}

function prefixed(prefix: string, counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [prefix + name, count]));
}

function answer(response: Response, status: number, body: object): void {
  response.status(status).setHeader('Cache-Control', 'no-store').json(body);
}
