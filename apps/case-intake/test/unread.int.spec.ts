import type { Feed, Reconciliation } from '@answerable/contracts';
import { tokenFor } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { get, sendLines, startIntake, type Intake } from './intake.js';

describe('events that could not be read at all', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-05-21T12:00:00Z');
    await sendLines(intake, ['{ "half a line', 'and another']);
  });
  afterAll(() => intake.stop());

  const done = 'Two lines were cut by the export; the cases were sent again whole.';
  /** Its problem's code; of an answer that is none, the code it was given. */
  const settle = async (events: number, as = 'data-officer-01', more: object = {}) => {
    const answer = await fetch(`${intake.url}/v1/feed/unread`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${await tokenFor(as)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ day: '2026-05-21', code: 'malformed-json', events, done, ...more }),
    });
    return [answer.status, ((await answer.json()) as { code?: string }).code];
  };
  const unread = async () => (await get<Feed>(intake, '/v1/feed')).unread;
  const may = (path = '/v1/reconciliation', as?: string) => get<Reconciliation>(intake, `${path}?month=2026-05`, as);
  const waiting = async () =>
    /case_events_waiting\{force="01",system="not known"\} (\d+)/.exec(
      await (await fetch(`${intake.url}/metrics`)).text(),
    )![1];

  it('are open, grow older and alarm somebody until the force says what it did, also after the days that a feed shows', async () => {
    expect(await unread()).toEqual([{ day: '2026-05-21', code: 'malformed-json', events: 2, open: 2, ageDays: 0 }]);
    await intake.setClock('2026-07-21T12:00:00Z');
    expect(await unread()).toMatchObject([{ open: 2, ageDays: 61 }]);
    expect(await waiting()).toBe('2');
    expect(await may()).toMatchObject({ unreadable: 2, unreadSettled: [] });
  });

  it('are settled by the data officer of the force alone, for the number that was seen', async () => {
    expect(await settle(2, 'police-lead-01')).toEqual([403, 'role-missing']);
    expect(await settle(2, 'publisher-01')).toEqual([403, 'role-missing']);
    expect(await settle(2, 'data-officer-48')).toEqual([409, 'unread-changed']);
    expect(await settle(1)).toEqual([409, 'unread-changed']);
    expect(await settle(2, undefined, { done: 'ok' })).toEqual([400, 'invalid-input']);
    expect(await settle(2)).toEqual([200, 'malformed-json']);
    expect(await settle(2)).toEqual([409, 'unread-changed']);
    expect(await unread()).toEqual([]);
    expect(await waiting()).toBe('0');
  });

  it('are missing in their month no more; the auditor reads who said so and what, and more of them are open again', async () => {
    expect(await may()).toMatchObject({ unreadable: 0 });
    const { reconciliations } = (await may('/v1/reconciliations', 'auditor-1')) as unknown as {
      reconciliations: Reconciliation[];
    };
    const settled = reconciliations.flatMap(({ unreadSettled }) => unreadSettled);
    expect(settled).toEqual([
      {
        day: '2026-05-21',
        code: 'malformed-json',
        events: 2,
        done,
        settledBy: expect.any(String),
        settledAt: expect.stringMatching(/^2026-07-21T12:00:/),
      },
    ]);
    await intake.setClock('2026-05-21T18:00:00Z');
    await sendLines(intake, ['cut again']);
    expect(await unread()).toMatchObject([{ events: 3, open: 1 }]);
    expect(await may()).toMatchObject({ unreadable: 1 });
  });
});
