import { Body, Controller, Get, Injectable, Module, Post } from '@nestjs/common';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { bootstrap, type RunningService } from './bootstrap.js';
import { HealthChecks } from './checks.js';
import { Clock } from './clock.js';
import { DueWork } from './due-work.js';
import { problem } from './problem.js';

const alreadyClosed = problem('already-closed', 409, 'The case is closed');
const schema = z.strictObject({ code: z.string().max(5) });

@Controller('v1/things')
class ThingController {
  @Post()
  create(@Body({ schema }) body: z.infer<typeof schema>) {
    return { got: body.code };
  }

  @Get('closed')
  closed() {
    throw alreadyClosed('closed last week', { closedOn: '2026-05-01' });
  }

  @Get('broken/:token')
  broken() {
    throw new Error('secret inside');
  }
}

@Injectable()
class Chores {
  left = 3;

  @DueWork({ name: 'chores', everyMs: 3_600_000 })
  async run(): Promise<number> {
    if (this.left === 0) return 0;
    this.left -= 1;
    return 1;
  }
}

@Module({ controllers: [ThingController], providers: [Chores] })
class ThingModule {}

const lines: Record<string, unknown>[] = [];
let service: RunningService;

beforeAll(async () => {
  service = await bootstrap({
    name: 'things',
    module: ThingModule,
    config: { MODE: 'test', PORT: 0, LOG_LEVEL: 'info', METRICS_PORT: undefined },
    logTo: { write: (line) => void lines.push(JSON.parse(line)) },
    views: {
      errorPage: (document, _request, response) => void response.type('html').send(`<h1>${document.title}</h1>`),
    },
  });
});

afterAll(() => service.close());

function call(path: string, init?: RequestInit & { json?: unknown }): Promise<Response> {
  const json =
    init?.json === undefined
      ? {}
      : { body: JSON.stringify(init.json), headers: { 'content-type': 'application/json' } };
  return fetch(service.url + path, { ...json, ...init });
}

test('garbage in a body is refused with the field it is in, and never reaches the route', async () => {
  const response = await call('/v1/things', { method: 'POST', json: { code: 'far too long', extra: 1 } });
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const body = (await response.json()) as { code: string; issues: { path: string }[] };
  expect(body.code).toBe('invalid-input');
  expect(body.issues.map((issue) => issue.path)).toContain('code');
});

test('a valid body reaches the route', async () => {
  const response = await call('/v1/things', { method: 'POST', json: { code: 'abc' } });
  expect(await response.json()).toEqual({ got: 'abc' });
});

test('malformed JSON, too large bodies and unknown addresses are problems too', async () => {
  const headers = { 'content-type': 'application/json' };
  const malformed = await call('/v1/things', { method: 'POST', body: '{"code": "her secret', headers });
  expect(malformed.status).toBe(400);
  expect(await malformed.text()).not.toContain('her secret');
  const large = await call('/v1/things', { method: 'POST', json: { code: 'x'.repeat(1_100_000) } });
  expect([large.status, ((await large.json()) as { code: string }).code]).toEqual([413, 'the-request-is-too-large']);
  const unknown = await call('/nowhere');
  expect([unknown.status, ((await unknown.json()) as { status: number }).status]).toEqual([404, 404]);
});

test('an expected failure keeps its code, detail and extensions', async () => {
  const body = await (await call('/v1/things/closed')).json();
  expect(body).toMatchObject({
    code: 'already-closed',
    status: 409,
    detail: 'closed last week',
    closedOn: '2026-05-01',
  });
});

test('an unexpected failure says nothing of its cause', async () => {
  const response = await call('/v1/things/broken/t0ken');
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret');
});

test('a client that prefers HTML gets a page', async () => {
  const response = await call('/v1/things/closed', {
    headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
  });
  expect(response.status).toBe(409);
  expect(await response.text()).toBe('<h1>The case is closed</h1>');
});

test('the request log names the pattern of the route, never the address', async () => {
  await call('/v1/things/broken/t0ken?code=ABCD');
  const text = JSON.stringify(lines);
  expect(text).toContain('/v1/things/broken/:token');
  expect(text).not.toContain('t0ken');
  expect(text).not.toContain('ABCD');
});

test('no header tells the framework, and none lets a browser guess, frame or refer', async () => {
  const { headers } = await call('/v1/things/closed');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-correlation-id')).toMatch(/^[0-9a-f]{32}$/);
});

test('health and metrics answer', async () => {
  expect((await call('/health/live')).status).toBe(200);
  expect((await call('/health/ready')).status).toBe(200);
  expect(await (await call('/metrics')).text()).toContain('http_request_duration_seconds');
});

test('whoever watches sees a part that cannot serve, though the process answers', async () => {
  const said = async () => /^ready (\d)$/m.exec(await (await call('/metrics')).text())?.[1];
  let broken = true;
  service.app.get(HealthChecks).add('a part', async () => {
    if (broken) throw new Error('not now');
  });
  expect([await said(), (await call('/health/ready')).status]).toEqual(['0', 503]);
  broken = false;
  expect([await said(), (await call('/health/ready')).status]).toEqual(['1', 200]);
});

test('the clock of a test can be set, and due work runs until nothing is left', async () => {
  await call('/_test/clock', { method: 'PUT', json: { now: '2026-05-01T08:00:00Z' } });
  expect(service.app.get(Clock).today()).toBe('2026-05-01');
  const again = async (): Promise<void> => {
    const { idle } = (await (await call('/_test/idle')).json()) as { idle: boolean };
    if (!idle) await again();
  };
  await again();
  expect(service.app.get(Chores).left).toBe(0);
  service.app.get(Chores).left = 1;
  expect(await (await call('/_test/run', { method: 'POST', json: { job: 'chores' } })).json()).toEqual({ done: 1 });
});

test('in production nothing can set the clock, and metrics are not shown where everybody comes', async () => {
  const other = await bootstrap({
    name: 'production',
    module: ThingModule,
    config: { MODE: 'production', PORT: 0, LOG_LEVEL: 'silent', METRICS_PORT: undefined, DRAIN_SECONDS: 0 },
  });
  try {
    const response = await fetch(`${other.url}/_test/clock`, { method: 'PUT' });
    expect(response.status).toBe(404);
    expect((await fetch(`${other.url}/metrics`)).status).toBe(404);
  } finally {
    await other.close();
  }
});
