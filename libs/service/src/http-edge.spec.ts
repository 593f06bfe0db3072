import { Body, Controller, Get, Module, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bootstrap, type RunningService } from './bootstrap.js';

@Controller()
class IntakeController {
  @Post('stream')
  async stream(@Req() request: Request): Promise<{ lines: number; parsed: boolean }> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    return { lines: text.split('\n').filter(Boolean).length, parsed: request.body !== undefined };
  }

  readonly gate = Promise.withResolvers<void>();

  @Get('slow')
  async slow(): Promise<string> {
    await this.gate.promise;
    return 'done';
  }

  @Post('form')
  form(@Body() body: unknown): unknown {
    return body;
  }
}

@Module({ controllers: [IntakeController] })
class IntakeModule {}

let service: RunningService;
let metricsPort: number;

beforeAll(async () => {
  metricsPort = await freePort();
  service = await bootstrap({
    name: 'intake',
    module: IntakeModule,
    config: { MODE: 'test', PORT: 0, LOG_LEVEL: 'silent', METRICS_PORT: metricsPort },
    http: { formLimit: 2000, formFields: 5, maxConcurrent: 3, requestTimeoutMs: 86_400_000, bodyTimeoutMs: 300 },
  });
});

afterAll(() => service.close());

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function post(path: string, type: string, body: string): Promise<Response> {
  return fetch(service.url + path, { method: 'POST', headers: { 'content-type': type }, body });
}

test('a stream of lines reaches its route unread, however long it is', async () => {
  const body = '{"specversion":"1.0"}\n'.repeat(200_000);
  expect(await (await post('/stream', 'application/x-ndjson', body)).json()).toEqual({ lines: 200_000, parsed: false });
});

test('JSON is read; CloudEvents are left to their route, which first knows who sends them', async () => {
  expect(await (await post('/form', 'application/json', '[{"id":"1"}]')).json()).toEqual([{ id: '1' }]);
  expect(await (await post('/stream', 'application/cloudevents+json', '{}')).json()).toEqual({
    lines: 1,
    parsed: false,
  });
});

test('a form is read flat, and a field given twice is a list', async () => {
  const type = 'application/x-www-form-urlencoded';
  expect(await (await post('/form', type, 'a=1&b=2&b=3&c%5Bd%5D=4')).json()).toEqual({
    a: '1',
    b: ['2', '3'],
    'c[d]': '4',
  });
});

test('a form too large or of too many fields is refused', async () => {
  const type = 'application/x-www-form-urlencoded';
  expect((await post('/form', type, `a=${'x'.repeat(3000)}`)).status).toBe(413);
  expect((await post('/form', type, 'a=1&b=1&c=1&d=1&e=1&f=1')).status).toBe(413);
});

test('a body that comes byte by byte holds nothing open, however long a stream of this service may take', async () => {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()).on('error', () => undefined));
  socket.write('POST /form HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{');
  const dribble = setInterval(() => socket.write(' '), 50);
  await ended;
  clearInterval(dribble);
});

test('metrics are not on the public port where they have one of their own', async () => {
  expect((await fetch(`${service.url}/metrics`)).status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).status).toBe(200);
});

test('more requests than can be served at once are turned away, and those within are answered', async () => {
  const within = Array.from({ length: 3 }, () => fetch(`${service.url}/slow`));
  const turnedAway = await eventuallyBusy();
  expect(turnedAway.headers.get('retry-after')).toBe('1');
  expect((await turnedAway.json()) as object).toMatchObject({ code: 'overloaded', status: 503 });
  expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
  service.app.get(IntakeController).gate.resolve();
  expect((await Promise.all(within)).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await post('/form', 'application/json', '{}')).status).toBe(201);
});

async function eventuallyBusy(): Promise<Response> {
  for (;;) {
    const response = await post('/form', 'application/json', '{}');
    if (response.status === 503) return response;
  }
}
