import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { forceTopic, type EventData, type Feed, type Receipt } from '@answerable/contracts';
import { eventually, tokenFor } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configSchema } from '../src/config.js';
import { start } from '../src/start.js';
import { closed, get, policeEvent, send, sendLines, startIntake, type Intake } from './intake.js';
import { kafkaAs, readTopic } from './topic.js';

describe('a source', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-06-01T12:00:00Z');
  });
  afterAll(() => intake.stop());
  const niche = '/forces/01/systems/niche';
  const connect = '/forces/01/systems/connect';
  const feed = async () =>
    (await get<Feed>(intake, '/v1/feed')).sources.map(({ system, silent, silentDays, retiredOn, gaps }) => {
      return { system, silent, silentDays, retiredOn, gaps: gaps.length };
    });
  const silence = async () => {
    const metrics = await (await fetch(`${intake.url}/metrics`)).text();
    return Number(/case_source_silent_seconds\{force="01",system="niche"\} ([\d.e+]+)/.exec(metrics)![1]);
  };

  it('that has nothing to say says that it lives, with the next of its numbers', async () => {
    await sendLines(intake, [closed('A-1', { sequence: 1, source: niche })]);
    await intake.setClock('2026-06-09T12:00:00Z');
    expect(await feed()).toMatchObject([{ system: 'niche', silent: true, silentDays: 8 }]);
    const alive = policeEvent('police.source.alive.v1', {}, { sequence: 2, source: niche });
    expect(await sendLines(intake, [alive])).toMatchObject([{ status: 'accepted' }, {}]);
    expect(await feed()).toEqual([{ system: 'niche', silent: false, silentDays: 0, retiredOn: null, gaps: 0 }]);
    expect(await intake.query('select from cases')).toHaveLength(1);
  });

  it('that was retired is silent for nobody, and its cases live on with those of the system that took over', async () => {
    const on = { retiredOn: '2026-06-09', continuedIn: 'connect' };
    await sendLines(intake, [policeEvent('police.source.retired.v1', on, { sequence: 3, source: niche })]);
    await intake.setClock('2026-06-20T12:00:00Z');
    await sendLines(intake, [closed('B-1', { sequence: 1, source: connect })]);
    expect(await feed()).toMatchObject([
      { system: 'connect', silent: false, retiredOn: null },
      { system: 'niche', silent: false, silentDays: 11, retiredOn: '2026-06-09' },
    ]);
    expect(await silence()).toBe(0);
    await eventually(async () => {
      const heard = (await readTopic(intake, 'cases.v1'))
        .filter(({ type }) => type === 'cases.source.heard.v1')
        .map(({ data }) => data as EventData<'cases.source.heard.v1'>)
        .filter(({ lastHeardOn }) => lastHeardOn === '2026-06-20');
      expect(heard.map(({ sourceSystem }) => sourceSystem).sort()).toEqual(['connect', 'niche']);
    });
  });

  it('that speaks again after its retirement is expected to be heard again; an earlier event that comes late is no sign of it', async () => {
    await sendLines(intake, [closed('A-2', { sequence: 2, source: niche, id: 'earlier' })]);
    expect((await feed())[1]).toMatchObject({ retiredOn: '2026-06-09' });
    await sendLines(intake, [closed('A-3', { sequence: 4, source: niche })]);
    await intake.setClock('2026-06-30T12:00:00Z');
    expect((await feed())[1]).toMatchObject({ retiredOn: null, silent: true });
    expect(await silence()).toBeGreaterThan(86_400);
  });

  it('that retires while cases depend on it is silent until the system is heard that it names, or nobody is left to be asked', async () => {
    const retire = (sequence: number, continuedIn: string | null) =>
      sendLines(intake, [
        policeEvent('police.source.retired.v1', { retiredOn: '2026-06-30', continuedIn }, { sequence, source: niche }),
      ]);
    for (const [sequence, continuedIn, later] of [
      [5, 'nowhere', '2026-07-10'],
      [6, null, '2026-07-20'],
    ] as const) {
      await retire(sequence, continuedIn);
      await intake.setClock(`${later}T12:00:00Z`);
      expect((await feed())[1]).toMatchObject({ silent: true, retiredOn: '2026-06-30' });
      expect(await silence()).toBeGreaterThan(86_400);
    }
    // Ninety days after the last of its cases was closed there is nobody left to be asked.
    await intake.setClock('2026-09-20T12:00:00Z');
    expect((await feed())[1]).toMatchObject({ silent: false });
    expect(await silence()).toBe(0);
    await intake.setClock('2026-07-21T12:00:00Z');
  });

  it('may retire and live again as often as it likes: what it says of itself is said anew each time', async () => {
    const on = { retiredOn: '2026-06-09', continuedIn: 'connect' };
    const again = policeEvent('police.source.retired.v1', on, { sequence: 7, source: niche });
    expect(await sendLines(intake, [again])).toMatchObject([{ status: 'accepted' }, {}]);
    expect((await feed())[1]).toMatchObject({ retiredOn: '2026-06-09' });
    const alive = policeEvent('police.source.alive.v1', {}, { sequence: 8, source: niche });
    expect(await sendLines(intake, [alive])).toMatchObject([{ status: 'accepted' }, {}]);
    expect((await feed())[1]).toMatchObject({ retiredOn: null, silent: false });
  });
});

describe('an event that is only to be judged', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-05-21T12:00:00Z');
  });
  afterAll(() => intake.stop());
  const dry = (event: object) => ({ ...event, dryrun: true });
  const stored = () =>
    intake.query(`select (select count(*)::int from received_events) as events, (select count(*)::int from cases) as cases,
                         (select count(*)::int from rejections) as rejections, (select count(*)::int from sources) as sources`);
  const nothing = [{ events: 0, cases: 0, rejections: 0, sources: 0 }];

  it('is so over Kafka as well: its receipt says so, and nothing is stored', async () => {
    const producer = kafkaAs(intake, 'police-01').producer();
    await producer.connect();
    const topic = intake.topics.prefix + forceTopic('police.case-events', '01');
    const events = [dry(closed('K-1', { sequence: 1 })), dry(closed('K-2', { sequence: 2 }, { outcomeCode: '99' }))];
    await producer.send({ topic, messages: events.map((event) => ({ key: 'k', value: JSON.stringify(event) })) });
    await producer.disconnect();
    const receipts = await eventually(async () => {
      const found = await readTopic(intake, forceTopic('police.receipts', '01'));
      expect(found).toHaveLength(2);
      return found.map(({ data }) => data as unknown as Receipt);
    });
    expect(receipts.map(({ status, dryRun }) => [status, dryRun])).toEqual([
      ['accepted', true],
      ['rejected', true],
    ]);
    expect(await stored()).toEqual(nothing);
  });

  it('is so over HTTP without a word in the address, also between others, and where it cannot be read', async () => {
    const unread = { ...dry(closed('H-0', { sequence: 1 })), type: 'unknown' };
    expect(await sendLines(intake, [dry(closed('H-1', { sequence: 1 })), unread])).toMatchObject([
      { status: 'accepted', dryRun: true },
      { status: 'rejected', dryRun: true },
      {},
    ]);
    expect(await stored()).toEqual(nothing);
    const mixed = await sendLines(intake, [closed('H-2', { sequence: 1 }), dry(closed('H-3', { sequence: 2 }))]);
    expect(mixed.map((receipt) => 'dryRun' in receipt)).toEqual([false, true, false]);
    expect(await stored()).toMatchObject([{ events: 1, cases: 1 }]);
  });

  it('is judged with its whole stream: the last line meets what the first one did', async () => {
    const lines = Array.from({ length: 1100 }, (_, n) => closed(`S-${n}`, { sequence: 10 + n }));
    const again = { ...lines[0]!, id: 'again', sequence: 2000 };
    const reclassified = closed(
      'S-1',
      { sequence: 2001, caseversion: 2 },
      { offenceClass: '105A', outcomeCode: 'RECLASSIFIED' },
    );
    const receipts = await sendLines(intake, [...lines, again, reclassified], '?dryRun=true');
    expect(receipts.slice(-3)).toMatchObject([
      { status: 'duplicate', dryRun: true },
      { status: 'accepted' },
      { summary: { accepted: 1101, duplicate: 1, rejected: 0 } },
    ]);
    expect(await stored()).toMatchObject([{ events: 1, cases: 1 }]);
  });

  it('holds up nobody: cases, sources and counts that it speaks of are registered meanwhile, and a second stream waits', async () => {
    const headers = {
      authorization: `Bearer ${await tokenFor('publisher-01')}`,
      'content-type': 'application/x-ndjson',
    };
    const judging = request(`${intake.url}/v1/case-events?dryRun=true`, { method: 'POST', headers });
    const fresh = '/forces/01/systems/fresh';
    const lines = [closed('W-1', { sequence: 3000 }), closed('W-3', { sequence: 1, source: fresh }), { no: 'event' }];
    judging.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const [judged] = (await once(judging, 'response')) as [IncomingMessage];
    expect((await send(intake, closed('W-2', { sequence: 2 }))).status).toBe(200);
    const forReal = [closed('W-1', { sequence: 3 }), closed('W-3', { sequence: 1, source: fresh }), 'no JSON'];
    expect(await sendLines(intake, forReal)).toMatchObject([
      { status: 'accepted' },
      { status: 'accepted' },
      { status: 'rejected' },
      {},
    ]);
    const second = await send(intake, '', { type: 'application/x-ndjson', query: '?dryRun=true' });
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '60']);
    // Another instance of the service knows of it as well.
    const other = await start(configSchema.parse(intake.environment));
    const there = await fetch(`${other.url}/v1/case-events?dryRun=true`, { method: 'POST', headers, body: '' });
    await other.close();
    expect([there.status, there.headers.get('retry-after')]).toEqual([429, '60']);
    judging.end();
    expect(await text(judged)).toContain('"summary":{"accepted":2,"duplicate":0,"rejected":1');
    expect((await send(intake, '', { type: 'application/x-ndjson', query: '?dryRun=true' })).status).toBe(200);
  });

  it('is held for a minute by an instance that died, and no longer', async () => {
    const dryRun = () => send(intake, '', { type: 'application/x-ndjson', query: '?dryRun=true' });
    const held = (seconds: number) =>
      intake.query(
        `insert into dry_runs values ('01', gen_random_uuid(), clock_timestamp() + make_interval(secs => $1))
         on conflict (force) do update set held_until = excluded.held_until`,
        [seconds],
      );
    await held(60);
    expect((await dryRun()).status).toBe(429);
    await held(-1);
    expect((await dryRun()).status).toBe(200);
    expect(await intake.query('select from dry_runs')).toEqual([]);
  });
});

describe('a dry run that does not end', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake({ DRY_RUN_MS: '3000' });
  });
  afterAll(() => intake.stop());

  it('is broken off after its time, however lively it is, and the next one may begin', async () => {
    const headers = {
      authorization: `Bearer ${await tokenFor('publisher-01')}`,
      'content-type': 'application/x-ndjson',
    };
    const judging = request(`${intake.url}/v1/case-events?dryRun=true`, { method: 'POST', headers });
    const broken = once(judging, 'close');
    judging.on('error', () => undefined);
    judging.on('response', (answer: IncomingMessage) => answer.resume().on('error', () => undefined));
    let sequence = 0;
    const lively = setInterval(
      () => judging.write(`${JSON.stringify(closed('L', { sequence: (sequence += 1) }))}\n`),
      50,
    );
    await broken;
    clearInterval(lively);
    expect(sequence).toBeGreaterThan(1);
    await eventually(async () =>
      expect((await send(intake, '', { type: 'application/x-ndjson', query: '?dryRun=true' })).status).toBe(200),
    );
  });
});

describe('what is missing from many sources', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
  });
  afterAll(() => intake.stop());

  it('is named of each: a thousand gaps of one hide neither its other ones nor those of the next', async () => {
    const [first, second] = ['/forces/01/systems/aaa', '/forces/01/systems/bbb'];
    const alive = (sequence: number, source: string) => policeEvent('police.source.alive.v1', {}, { sequence, source });
    const every = Array.from({ length: 1100 }, (_, n) => alive(2 * n + 2, first));
    await sendLines(intake, [...every, alive(5, second)], '?receipts=rejected');
    const { sources } = await get<Feed>(intake, '/v1/feed');
    expect(sources.map(({ gaps, gapCount, missing }) => [gaps.length, gapCount, missing])).toEqual([
      [1000, 1100, 1100],
      [1, 1, 4],
    ]);
    const { gaps } = await get<{ gaps: { source: string }[] }>(intake, '/v1/gaps');
    expect(gaps.filter(({ source }) => source === second)).toHaveLength(1);
  });
});
