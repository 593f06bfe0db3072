import { caseIntakeApi, type EventData, type Feed, type Reconciliation } from '@answerable/contracts';
import { eventually, tokenFor } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closed, get, policeEvent, send, sendLines, startIntake, type Intake } from './intake.js';
import { readTopic } from './topic.js';

const careful = 'AS BCU Sapphire team 1';
const silencing = 'AS BCU Sapphire team 2';

/**
 * May 2026, with known faults: events 8 and 9 never sent, event 11 sent twice, an unknown code, team 2 withholds contacts and
 * closes with 16 within days, a case reclassified, a correction that comes late, one closure that the totals know and we do not.
 */
async function sendFaultyMonth(intake: Intake): Promise<void> {
  const contact = await intake.seal();
  const may = (day: number): string => `2026-05-${String(day).padStart(2, '0')}`;
  const honest = (n: number) =>
    closed(
      `H-${n}`,
      { sequence: n },
      { unit: careful, outcomeCode: '15', reportedOn: '2026-02-01', closedOn: may(n), contact },
    );
  const quick = (n: number) =>
    closed(
      `Q-${n}`,
      { sequence: n },
      { unit: silencing, outcomeCode: 'n16', reportedOn: '2026-04-28', closedOn: may(n) },
    );
  await sendLines(intake, [
    ...[1, 2, 3, 4].map(honest),
    ...[5, 6, 7].map((n) => ({ ...quick(n), data: { ...quick(n).data, outcomeCode: ' 16' } })),
    closed('U-10', { sequence: 10 }, { unit: careful, outcomeCode: '97', closedOn: may(10), contact }),
    honest(11),
    honest(11),
    closed(
      'R-12',
      { sequence: 12 },
      { unit: careful, outcomeCode: '16', reportedOn: '2026-01-01', closedOn: may(12), contact },
    ),
    policeEvent(
      'police.case.outcome-revised.v1',
      {
        ...closed('R-12', { sequence: 13 }).data,
        unit: careful,
        outcomeCode: 'RECLASSIFIED',
        reportedOn: '2026-01-01',
        closedOn: may(12),
      },
      { sequence: 13, caseversion: 2 },
    ),
  ]);
}

describe('a month with known faults', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-06-02T09:00:00Z');
    await sendFaultyMonth(intake);
    await intake.setClock('2026-06-08T09:00:00Z');
    const totals = [
      { unit: careful, offenceGroup: 'rape', outcomeClass: 'NFA_EVIDENCE', closures: 6 },
      { unit: careful, offenceGroup: 'rape', outcomeClass: 'NOT_CRIMED', closures: 1 },
      { unit: silencing, offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: 4 },
    ];
    const answer = await fetch(`${intake.url}/v1/control-totals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenFor('data-officer-01')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ force: '01', month: '2026-05', totals }),
    });
    expect(answer.status).toBe(201);
  });
  afterAll(() => intake.stop());

  it('has its gap named, and only that', async () => {
    const { sources } = await get<Feed>(intake, '/v1/feed');
    expect(sources).toHaveLength(1);
    expect(sources[0]!.gaps).toMatchObject([{ from: 8, to: 9, missing: 2, ageDays: 6 }]);
    expect(sources[0]).toMatchObject({
      highestSequence: 13,
      silent: false,
      silentDays: 6,
      alarms: 0,
      sentByTwoSystems: 0,
      withoutFacts: 0,
    });
    expect(sources[0]!.openRejections).toEqual([{ code: 'unknown-outcome-code', count: 1 }]);
  });

  it('is reconciled cell by cell: what waits for a code and what never came are missing, nothing else', async () => {
    const result = await get<Reconciliation>(intake, '/v1/reconciliation?month=2026-05');
    expect(result).toMatchObject({
      state: 'differs',
      declared: 11,
      received: 9,
      quarantined: 1,
      missingSince: '2026-05-31',
      missingDays: 8,
    });
    expect(result.rows.filter((row) => row.difference !== 0)).toMatchObject([
      { unit: careful, outcomeClass: 'NFA_EVIDENCE', declared: 6, received: 5, difference: 1 },
      { unit: silencing, outcomeClass: 'WITHDREW', declared: 4, received: 3, difference: 1 },
    ]);
  });

  it('is told to reporting with the signals of the unit that withholds contacts, and of no other', async () => {
    await intake.run('count-coverage');
    const coverage = await eventually(async () => {
      const found = (await readTopic(intake, 'coverage.v1')).map(
        (m) => m.data as EventData<'coverage.intake.counted.v1'>,
      );
      const may = found.filter((c) => c.month === '2026-05').at(-1);
      expect(may?.controlTotals).toHaveLength(3);
      return may!;
    });
    expect(coverage.quarantined).toBe(1);
    expect(coverage.received.reduce((sum, row) => sum + row.closures, 0)).toBe(9);
    const none = {
      contactMissing: 0,
      contactUnusable: 0,
      outcome16Within30Days: 0,
      parkedAsLive: 0,
      openOverTwelveMonths: 0,
    };
    expect(coverage.signals).toMatchObject([
      { unit: careful, ...none, reclassified: 1, closures: 6 },
      {
        unit: silencing,
        ...none,
        contactMissing: 3,
        outcome16Within30Days: 3,
        reclassified: 0,
        reclassifiedByTable: 0,
        closures: 3,
        daysToClosureTotal: 24,
      },
    ]);
  });

  it('is settled by a late correction, which the reconciliation counts as late', async () => {
    const contact = await intake.seal();
    await sendLines(intake, [
      closed(
        'U-10',
        { sequence: 14, caseversion: 2 },
        { unit: careful, outcomeCode: '15', closedOn: '2026-05-10', contact },
      ),
    ]);
    const result = await get<Reconciliation>(intake, '/v1/reconciliation?month=2026-05');
    expect(result).toMatchObject({ received: 10, quarantined: 0, lateArrivals: 1 });
    const { sources } = await get<Feed>(intake, '/v1/feed');
    expect(sources[0]!.openRejections).toEqual([]);
  });

  it('lets the data officer explain what cannot be sent any more', async () => {
    const headers = {
      authorization: `Bearer ${await tokenFor('data-officer-01')}`,
      'content-type': 'application/json',
    };
    const explain = (body: object) =>
      fetch(`${intake.url}/v1/reconciliation/explanations`, { method: 'PUT', headers, body: JSON.stringify(body) });
    const cell = { month: '2026-05', unit: silencing, offenceGroup: 'rape', outcomeClass: 'WITHDREW' };
    expect(
      (await explain({ ...cell, explanation: 'One case was transferred on 2 June and is sent by Kent.' })).status,
    ).toBe(200);
    const result = await get<Reconciliation>(intake, '/v1/reconciliation?month=2026-05');
    expect(result.state).toBe('explained');
  });

  it('is not told as what the police closed while another force that sends has not signed', async () => {
    const told = async (signed: boolean) => {
      await intake.run('count-coverage');
      await eventually(async () => {
        const found = (await readTopic(intake, 'coverage.v1')).map(
          (m) => m.data as EventData<'coverage.intake.counted.v1'>,
        );
        expect(found.filter((c) => c.month === '2026-05').at(-1)!.controlTotals !== null).toBe(signed);
      });
    };
    await told(true);
    const source = '/forces/48/systems/connect';
    const unit = 'City team';
    const one = closed('C-1', { source, sequence: 1 }, { unit, outcomeCode: '15', closedOn: '2026-05-12' });
    expect((await send(intake, one, { as: 'publisher-48' })).status).toBe(200);
    await told(false);
    const answer = await fetch(`${intake.url}/v1/control-totals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenFor('data-officer-48')}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        force: '48',
        month: '2026-05',
        totals: [{ unit, offenceGroup: 'rape', outcomeClass: 'NFA_EVIDENCE', closures: 1 }],
      }),
    });
    expect(answer.status).toBe(201);
    await told(true);
  });

  it('shows the police nothing but its own feed: no route of the police tells what became of a case', async () => {
    const police = ['police-publisher', 'police-lead', 'data-officer'];
    const routes = caseIntakeApi.routes.filter(
      ({ method, access }) => method === 'GET' && access !== 'public' && access.some((role) => police.includes(role)),
    );
    expect(routes.length).toBeGreaterThan(5);
    for (const { path } of routes) {
      const answer = await get<object>(
        intake,
        `${path}${path.includes('tot') || path.includes('recon') ? '?month=2026-05' : ''}`,
      );
      expect(JSON.stringify(answer)).not.toMatch(/disposition|asked|invit|contactMissing|H-1\b|V-|victim/i);
    }
  });
});
