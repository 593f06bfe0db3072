import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Feed, rejectionPage } from '@answerable/contracts';
import { eventually, tokenFor } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { closed, get, send, sendLines, startIntake, type Intake } from './intake.js';

const code = async (answer: Response): Promise<[number, string]> => {
  const type = answer.headers.get('content-type');
  const body = (await answer.json()) as { code: string; detail?: string; fix?: string };
  expect(type).toMatch(/^application\/problem\+json/);
  expect(body.detail ?? body.fix).toMatch(/\w/);
  return [answer.status, body.code];
};

describe('a sender that does it wrong', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake({ BODY_IDLE_MS: '1500' });
    await intake.setClock('2026-05-21T12:00:00Z');
  });
  afterAll(() => intake.stop());

  it.each([
    ['malformed JSON', '{', 'application/cloudevents+json', 400, 'not-json'],
    ['a batch that is no array', '{}', 'application/cloudevents-batch+json', 400, 'not-json'],
    [
      'a batch of too many',
      '[' + '0,'.repeat(1000) + '0]',
      'application/cloudevents-batch+json',
      413,
      'batch-too-long',
    ],
    ['a single event of 100 kB', 'x'.repeat(100_000), 'application/cloudevents+json', 413, 'body-too-large'],
    ['a batch over 8 MB', 'x'.repeat(8_000_001), 'application/cloudevents-batch+json', 413, 'body-too-large'],
    ['another media type', '{}', 'text/csv', 415, 'media-type-unsupported'],
    ['plain JSON', '{}', 'application/json', 415, 'media-type-unsupported'],
  ])('with %s is told what to change', async (_, body, type, status, expected) => {
    expect(await code(await send(intake, body, { type }))).toEqual([status, expected]);
  });

  it.each([
    [
      'another force’s case',
      closed('X-1', { sequence: 1, source: '/forces/48/systems/niche' }),
      403,
      'force-not-yours',
    ],
    ['a missing field', closed('X-1', { sequence: 1 }, { unit: undefined }), 422, 'event-refused'],
    ['a contact in clear', closed('X-1', { sequence: 1 }, { contact: 'Ana' }), 422, 'event-refused'],
    ['no event at all', 17, 422, 'event-refused'],
  ])('with %s is told what to change', async (_, event, status, expected) => {
    expect(await code(await send(intake, event))).toEqual([status, expected]);
  });

  it('with an id used for other content gets a conflict; the first stands, and the feed shows the alarm', async () => {
    await send(intake, closed('X-2', { sequence: 2 }));
    expect(await code(await send(intake, closed('X-2', { sequence: 2 }, { outcomeCode: '15' })))).toEqual([
      409,
      'event-id-reused',
    ]);
    expect(
      await intake.query(
        `select outcome_code from cases where case_key in (select case_key from received_events where event_id = '01-connect-2')`,
      ),
    ).toEqual([{ outcome_code: '16' }]);
    expect(await intake.query(`select alarms from sources where source = '/forces/01/systems/connect'`)).toEqual([
      { alarms: 1 },
    ]);
    const listed = async () => {
      const { rejections } = await get<z.infer<typeof rejectionPage>>(intake, '/v1/rejections');
      return rejections
        .filter(({ receipt }) => receipt.eventId === '01-connect-2')
        .map(({ receipt }) => receipt.reasons[0]!.code);
    };
    expect(await listed()).toEqual(['event-id-reused']);
    expect(await (await fetch(`${intake.url}/metrics`)).text()).toMatch(/case_event_id_alarms\{[^}]*\} 1\n/);
    // The correction under an id of its own settles it.
    await send(intake, closed('X-2', { sequence: 30, caseversion: 2 }, { outcomeCode: '15' }));
    expect(await listed()).toEqual([]);
  });

  it('without a token, with a forged one, or with one of a person is not let in, before the body is read', async () => {
    const post = (authorization: string) =>
      fetch(`${intake.url}/v1/case-events`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/cloudevents+json' },
        body: '{',
      });
    expect(await code(await post(''))).toEqual([401, 'sign-in-required']);
    expect(await code(await post(`Bearer ${(await tokenFor('publisher-01')).slice(0, -4)}AAAA`))).toEqual([
      401,
      'token-refused',
    ]);
    expect(await code(await post(`Bearer ${await tokenFor('data-officer-01')}`))).toEqual([403, 'role-missing']);
  });

  it('with a compressed bomb is refused before it is unpacked', async () => {
    const answer = await fetch(`${intake.url}/v1/case-events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await tokenFor('publisher-01')}`,
        'content-type': 'application/x-ndjson',
        'content-encoding': 'gzip',
      },
      body: gzipSync(Buffer.alloc(50_000_000)),
    });
    expect(await code(answer)).toEqual([415, 'encoding-unsupported']);
  });

  it('with a line of 100 MB gets its refusal and the next line is read, in constant memory', async () => {
    const before = process.memoryUsage().rss;
    const piece = Buffer.alloc(1_000_000, 'x');
    const body = ReadableStream.from(
      (function* () {
        for (let i = 0; i < 100; i += 1) yield piece;
        yield Buffer.from(`\n${JSON.stringify(closed('X-3', { sequence: 3 }))}\n`);
      })(),
    );
    const answer = await fetch(`${intake.url}/v1/case-events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenFor('publisher-01')}`, 'content-type': 'application/x-ndjson' },
      body,
      duplex: 'half',
    } as RequestInit);
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([
      { reasons: [{ code: 'line-too-long' }] },
      { status: 'accepted' },
      { summary: { accepted: 1, rejected: 1 } },
    ]);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  it('with a body without end for one event is told so after 64 kB, and then the connection ends', async () => {
    const { hostname, port } = new URL(intake.url);
    const token = await tokenFor('publisher-01');
    const socket = connect(Number(port), hostname);
    const answer = new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (data) => (text += data.toString())).on('close', () => resolve(text));
      socket.on('error', () => undefined);
    });
    socket.write(
      `POST /v1/case-events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/cloudevents+json\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    const piece = Buffer.from(`${(100_000).toString(16)}\r\n${'x'.repeat(100_000)}\r\n`);
    const push = (): void => void (socket.destroyed || socket.write(piece, () => setImmediate(push)));
    push();
    expect(await answer).toMatch(/^HTTP\/1.1 413 [^]*"code":"body-too-large"/);
  });

  it('that takes no receipts is not read any further, and is cut off when it goes on taking none', async () => {
    const { hostname, port } = new URL(intake.url);
    const token = await tokenFor('publisher-01');
    const socket = connect(Number(port), hostname);
    socket.pause();
    const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()).on('error', () => resolve()));
    socket.write(
      `POST /v1/case-events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    // Lines that cannot be read: each is answered with a receipt ten times its size.
    const lines = Buffer.from(`${'x\n'.repeat(8192)}`);
    const chunk = Buffer.concat([Buffer.from(`${lines.length.toString(16)}\r\n`), lines, Buffer.from('\r\n')]);
    let sent = 0;
    const push = (): void => {
      if (socket.destroyed) return;
      sent += chunk.length;
      socket.write(chunk, () => setImmediate(push));
    };
    const before = process.memoryUsage().rss;
    push();
    await ended;
    expect(sent).toBeLessThan(20_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    expect((await send(intake, closed('X-20', { sequence: 20 }))).status).toBe(200);
  });

  it('that falls silent in the middle of an event is cut off with the reason', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(intake.url);
      const socket = connect(Number(port), hostname);
      let text = '';
      socket.on('data', (data) => {
        text += data.toString();
        if (text.includes('too-slow')) socket.end();
      });
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
      void tokenFor('publisher-01').then((token) =>
        socket.write(
          `POST /v1/case-events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/cloudevents+json\r\ncontent-length: 100\r\n\r\n{"spec`,
        ),
      );
    });
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toContain('"code":"too-slow"');
  });

  it('that hangs up in the middle of a stream loses nothing that it sent in whole lines, and the service lives on', async () => {
    const { hostname, port } = new URL(intake.url);
    const socket = connect(Number(port), hostname);
    const token = await tokenFor('publisher-01');
    const line = `${JSON.stringify(closed('X-4', { sequence: 4 }))}\n`;
    socket.write(
      `POST /v1/case-events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n${line.length.toString(16)}\r\n${line}\r\n`,
    );
    await eventually(async () => {
      expect(await intake.query(`select status from received_events where event_id = '01-connect-4'`)).toEqual([
        { status: 'accepted' },
      ]);
    });
    socket.destroy();
    expect((await send(intake, closed('X-5', { sequence: 5 }))).status).toBe(200);
  });

  it('finds in its feed how many lines could not be read, though nothing of them was kept', async () => {
    const { unread } = await get<Feed>(intake, '/v1/feed');
    expect(unread).toContainEqual({
      day: '2026-05-21',
      code: 'force-not-yours',
      events: 1,
      open: 1,
      ageDays: 0,
    });
    expect(unread.map(({ code }) => code)).toContain('line-too-long');
  });

  it('in a dry run gets the same receipts, and nothing is stored', async () => {
    const events = [closed('X-6', { sequence: 6 }), closed('X-7', { sequence: 7 }, { outcomeCode: '99' })];
    const tables = ['cases', 'received_events', 'rejections', 'outbox', 'touched_months'].map(
      (name) => `(select count(*)::int from ${name}) as ${name}`,
    );
    const count = () =>
      intake.query(`select ${tables.join(', ')}, (select sequences::text from sources where system = 'connect')`);
    await eventually(async () => expect(await count()).toMatchObject([{ outbox: 0 }]));
    await intake.run('count-coverage');
    await eventually(async () => expect(await count()).toMatchObject([{ outbox: 0 }]));
    const before = await count();
    expect(await sendLines(intake, events, '?dryRun=true')).toMatchObject([
      { status: 'accepted' },
      { status: 'rejected', reasons: [{ code: 'unknown-outcome-code' }] },
      { summary: { accepted: 1, rejected: 1 } },
    ]);
    expect(await count()).toEqual(before);
  });

  it('with a query that is not known is told so', async () => {
    expect((await send(intake, closed('X-8', { sequence: 8 }), { query: '?dryrun=yes' })).status).toBe(400);
  });
});

describe('a client that asks too often', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake({ RATE_LIMIT_PER_MINUTE: '2' });
  });
  afterAll(() => intake.stop());

  it('is told how long to wait, and another client is not held up', async () => {
    const ask = async (who: string) =>
      fetch(`${intake.url}/v1/gaps`, { headers: { authorization: `Bearer ${await tokenFor(who)}` } });
    expect([(await ask('publisher-01')).status, (await ask('publisher-01')).status]).toEqual([200, 200]);
    const third = await ask('publisher-01');
    expect(third.status).toBe(429);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('publisher-48')).status).toBe(200);
    // Another instance, or the same one after a restart, does not begin anew.
    await intake.restart();
    expect((await ask('publisher-01')).status).toBe(429);
  });
});
