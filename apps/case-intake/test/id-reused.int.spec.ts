import type { Reconciliation } from '@answerable/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closed, get, policeEvent, sendLines, startIntake, type Intake } from './intake.js';

describe('a closure that waits under an id', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-06-02T09:00:00Z');
    const contact = await intake.seal();
    await sendLines(intake, [closed('I-1', { sequence: 1, id: 'one' }, { outcomeCode: '97', unit: 'A', contact })]);
  });
  afterAll(() => intake.stop());

  const listed = () =>
    intake.query(`select reasons -> 0 ->> 'code' as code, state, unit, closure_month as month, event is not null as kept,
                         contact is not null as contact from rejections where event_id = 'one' order by rejection_id`);
  const waits = {
    code: 'unknown-outcome-code',
    state: 'open',
    unit: 'A',
    month: '2026-05',
    kept: true,
    contact: true,
  };
  const reused = { code: 'event-id-reused', state: 'open', kept: false, contact: false };

  it('is not taken away, nor left uncounted, by whatever else comes under its id', async () => {
    const malformed = closed('I-1', { sequence: 2, id: 'one' }, { unit: undefined });
    const [alive, other, third, wrong] = await sendLines(intake, [
      policeEvent('police.source.alive.v1', {}, { sequence: 2, id: 'one' }),
      closed('I-2', { sequence: 3, id: 'one' }, { unit: 'B' }),
      closed('I-3', { sequence: 4, id: 'one' }, { unit: 'C' }),
      malformed,
    ]);
    for (const receipt of [alive, other, third])
      expect(receipt).toMatchObject({ status: 'rejected', reasons: [{ code: 'event-id-reused' }] });
    expect(wrong).toMatchObject({ status: 'rejected', reasons: [{ code: 'field-missing' }] });
    expect(await listed()).toEqual([
      waits,
      { ...reused, unit: null, month: null },
      { ...reused, unit: 'B', month: '2026-05' },
      { ...reused, unit: 'C', month: '2026-05' },
    ]);
    expect(await get<Reconciliation>(intake, '/v1/reconciliation?month=2026-05')).toMatchObject({ quarantined: 3 });
    expect(await get(intake, '/v1/feed')).toMatchObject({ sources: [{ alarms: 3, gaps: [], highestSequence: 4 }] });
  });

  it('leaves the list alone where it comes again, put right; what took its id stays until it has one of its own', async () => {
    await sendLines(intake, [
      closed('I-1', { sequence: 1, id: 'one' }, { unit: 'A' }),
      closed('I-2', { sequence: 5, caseversion: 2 }, { unit: 'B' }),
    ]);
    const states = async () => ((await listed()) as { state: string }[]).map(({ state }) => state);
    expect(await states()).toEqual(['resent', 'open', 'corrected', 'open']);
    await sendLines(intake, [policeEvent('police.source.alive.v1', {}, { sequence: 6 })]);
    expect(await states()).toEqual(['resent', 'corrected', 'corrected', 'open']);
  });
});
