import { caseIntakeApi } from '@answerable/contracts';
import { eventually, tokenFor } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closed, get, send, sendLines, startIntake, type Intake } from './intake.js';
import { readTopic } from './topic.js';

describe('a force', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-05-21T12:00:00Z');
    await sendLines(intake, [closed('O-1', { sequence: 1 }), closed('O-2', { sequence: 3 }, { outcomeCode: '99' })]);
  });
  afterAll(() => intake.stop());

  const ask = async (path: string, who: string, method = 'GET', body?: object) =>
    fetch(`${intake.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${await tokenFor(who)}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });

  it.each(['/v1/feed', '/v1/receipts', '/v1/rejections', '/v1/gaps'])(
    'sees nothing of another’s on %s',
    async (path) => {
      const answer = await ask(path, 'data-officer-48');
      expect(answer.status).toBe(200);
      expect(await answer.text()).not.toMatch(/connect/);
    },
  );

  it.each(['/v1/receipts', '/v1/rejections', '/v1/gaps'])(
    'cannot find out on %s whether a source of another exists',
    async (path) => {
      const of = (system: string) => ask(`${path}?source=/forces/01/systems/${system}`, 'data-officer-48');
      const [known, unknown] = [await of('connect'), await of('nowhere')];
      expect([known.status, unknown.status]).toEqual([404, 404]);
      const { correlationId: _1, ...a } = (await known.json()) as { correlationId: string };
      const { correlationId: _2, ...b } = (await unknown.json()) as { correlationId: string };
      expect(a).toEqual(b);
    },
  );

  it('cannot sign for another, for a month that is not over, or twice in one set', async () => {
    const cell = { unit: 'U', offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: 1 };
    const sign = async (body: object) => {
      const answer = await ask('/v1/control-totals', 'data-officer-01', 'POST', body);
      return [answer.status, ((await answer.json()) as { code: string }).code];
    };
    expect(await sign({ force: '48', month: '2026-04', totals: [cell] })).toEqual([404, 'nothing-here']);
    expect(await sign({ force: '01', month: '2026-05', totals: [cell] })).toEqual([422, 'month-not-over']);
    expect(await sign({ force: '01', month: '2026-04', totals: [cell, cell] })).toEqual([422, 'totals-invalid']);
    const stock = {
      opening: 1,
      reported: 1,
      reopened: 0,
      closed: 0,
      transferredOut: 0,
      closing: 5,
      openOverTwelveMonths: 0,
    };
    expect(await sign({ force: '01', month: '2026-04', totals: [], stock })).toEqual([400, 'invalid-input']);
  });

  it.each([
    ['police-lead-01', '/v1/control-totals', 'POST'],
    ['publisher-01', '/v1/feed', 'GET'],
    ['publisher-01', '/v1/reconciliation?month=2026-04', 'GET'],
    ['auditor-1', '/v1/feed', 'GET'],
    ['mp-peckham', '/v1/rejections', 'GET'],
    ['vs-lead-1', '/v1/receipts', 'GET'],
  ])('%s has no business at %s (%s)', async (who, path, method) => {
    expect((await ask(path, who, method)).status).toBe(403);
  });

  it('pages through its receipts and rejections without losing or repeating one', async () => {
    await sendLines(
      intake,
      Array.from({ length: 25 }, (_, i) => closed(`P-${i}`, { sequence: 10 + i })),
    );
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: { receipts: { eventId: string }[]; next: string | null } = await get(
        intake,
        `/v1/receipts?limit=10${next && `&after=${next}`}`,
      );
      seen.push(...page.receipts.map(({ eventId }) => eventId));
      next = page.next;
    }
    expect(seen).toHaveLength(27);
    expect(new Set(seen).size).toBe(27);
    expect((await ask('/v1/receipts?after=nonsense', 'data-officer-01')).status).toBe(400);
  });

  it('counts as silent after more than seven days without an event, as its messages are held from then on', async () => {
    for (const [silentDays, silent] of [
      [7, false],
      [8, true],
    ] as const) {
      await intake.setClock(`2026-05-${21 + silentDays}T12:00:00Z`);
      const { sources } = await get<{ sources: { silent: boolean; silentDays: number }[] }>(intake, '/v1/feed');
      expect(sources).toMatchObject([{ silent, silentDays }]);
    }
    await send(intake, closed('O-9', { sequence: 40, time: '2026-05-29T10:00:00Z' }));
    const heard = await eventually(async () => {
      const found = (await readTopic(intake, 'cases.v1')).filter((m) => m.type === 'cases.source.heard.v1');
      expect(found).toHaveLength(2);
      return found;
    });
    expect(heard.map((m) => m.data['lastHeardOn']).sort()).toEqual(['2026-05-21', '2026-05-29']);
  });

  it('finds the contract, the codes and the vault’s keys without an account', async () => {
    const { documents } = (await (await fetch(`${intake.url}/v1/contract`)).json()) as {
      documents: { name: string; href: string }[];
    };
    expect(documents.map(({ name }) => name)).toContain('code-tables.json');
    for (const { href } of documents) expect((await fetch(`${intake.url}${href}`)).status).toBe(200);
    expect((await fetch(`${intake.url}/v1/contract/nothing.json`)).status).toBe(404);
    const answer = await fetch(`${intake.url}/v1/keys`);
    const schema = caseIntakeApi.routes.find(({ id }) => id === 'readVaultKeys')!.response as {
      parse: (v: unknown) => unknown;
    };
    expect(schema.parse(await answer.json())).toBeDefined();
  });
});
