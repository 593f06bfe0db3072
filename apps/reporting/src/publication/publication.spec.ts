import { describe, expect, it } from 'vitest';
import { bankHolidays } from '@answerable/service';
import type { BatchStatus } from '../answers/batch.store.js';
import { calendarOf, holdEnd, releaseInstant } from './calendar.js';
import { needsOf, readyToPrepare } from './preparation-needs.js';
import { nextStep, runningHold, type Hold, type Readiness } from './publication.js';

describe('the calendar', () => {
  it('releases on the tenth working day, bank holidays left out', () => {
    expect(calendarOf('2026-05', bankHolidays).releaseOn).toBe('2026-06-12');
    expect(calendarOf('2026-03', bankHolidays).releaseOn).toBe('2026-04-16');
  });

  it('knows the turn of the year: New Year is no working day', () => {
    expect(calendarOf('2025-12', bankHolidays).releaseOn).toBe('2026-01-15');
    expect(calendarOf('2026-11', bankHolidays).releaseOn).toBe('2026-12-14');
  });

  it('releases at half past nine in London, in summer and in winter', () => {
    expect(releaseInstant('2026-06-12').toISOString()).toBe('2026-06-12T08:30:00.000Z');
    expect(releaseInstant('2026-12-14').toISOString()).toBe('2026-12-14T09:30:00.000Z');
    expect(releaseInstant('2026-03-29').toISOString()).toBe('2026-03-29T08:30:00.000Z');
    expect(releaseInstant('2026-10-25').toISOString()).toBe('2026-10-25T09:30:00.000Z');
  });

  it('ends a hold ten working days later, over Christmas too', () => {
    expect(holdEnd('2026-06-12', bankHolidays)).toBe('2026-06-26');
    expect(holdEnd('2026-12-14', bankHolidays)).toBe('2026-12-30');
  });
});

describe('a prepared report', () => {
  const releaseOn = '2026-06-12';
  const preparedOn = '2026-06-03';
  const step = (of: Partial<Readiness>, at: string) =>
    nextStep({ releaseOn, preparedOn, approvals: 0, holds: [], ...of }, new Date(at));
  const hold = (reason: Hold['reason'], from = releaseOn): Hold => ({
    reason,
    from,
    endsOn: holdEnd(from, bankHolidays),
  });

  it('waits for its minute, however many approve', () => {
    expect(step({ approvals: 2 }, '2026-06-12T08:29:59Z')).toBe('wait');
    expect(step({ approvals: 2 }, '2026-06-12T08:30:00Z')).toBe('release');
  });

  it('that two people have not approved is held, and published all the same when the hold ends', () => {
    const holds = [hold('not-yet-approved')];
    expect(step({ approvals: 1 }, '2026-06-12T09:00:00Z')).toBe('hold');
    expect(step({ approvals: 1, holds }, '2026-06-25T09:00:00Z')).toBe('wait');
    expect(step({ approvals: 0, holds }, '2026-06-26T08:30:00Z')).toBe('release');
  });

  it('is released as soon as the second person approves, when only that was missing', () => {
    for (const reason of ['not-yet-approved', 'not-complete', 'other-report-first'] as const)
      expect(step({ approvals: 2, holds: [hold(reason)] }, '2026-06-16T12:00:00Z')).toBe('release');
  });

  it('that somebody held waits its time, approved or not, and not a day longer', () => {
    const holds = [hold('figures-checked')];
    expect(step({ approvals: 2, holds }, '2026-06-16T12:00:00Z')).toBe('wait');
    expect(step({ approvals: 0, holds }, '2026-06-26T08:30:00Z')).toBe('release');
  });

  it('never leaves unread: nobody need have approved it, but two working days to do so there are', () => {
    const late = { preparedOn: '2026-06-26', holds: [hold('not-complete')] };
    expect(step(late, '2026-06-26T08:30:01Z')).toBe('wait');
    expect(step({ ...late, approvals: 1 }, '2026-06-29T16:00:00Z')).toBe('wait');
    expect(step(late, '2026-06-30T08:30:00Z')).toBe('release');
    // It was read: nothing is waited for any more.
    expect(step({ ...late, approvals: 2 }, '2026-06-26T08:30:01Z')).toBe('release');
  });

  it('that holds itself can still be held by people, whose hold then counts', () => {
    const holds = [hold('not-yet-approved'), hold('risk-to-a-person', '2026-06-24')];
    expect(step({ approvals: 2, holds }, '2026-06-26T08:30:00Z')).toBe('wait');
    expect(step({ holds }, '2026-07-08T08:30:00Z')).toBe('release');
    expect(runningHold(holds, preparedOn, '2026-06-24')).toMatchObject({
      reason: 'risk-to-a-person',
      endsOn: '2026-07-08',
    });
  });

  it('is announced as held until the day on which it comes at the latest', () => {
    const holds = [hold('not-complete')];
    expect(runningHold(holds, null, '2026-06-11')).toBeNull();
    expect(runningHold(holds, null, '2026-06-12')).toEqual(holds[0]);
    expect(runningHold(holds, '2026-06-26', '2026-06-29')).toMatchObject({ endsOn: '2026-06-30' });
    expect(runningHold(holds, preparedOn, '2026-06-29')).toBeNull();
    expect(runningHold([], preparedOn, '2026-06-29')).toBeNull();
  });
});

describe('preparation', () => {
  const calendar = calendarOf('2026-05', bankHolidays);
  const opened: BatchStatus = {
    batchId: 'b',
    organisationId: 'southwark',
    kind: 'headline',
    period: '2026-05',
    records: 42,
    state: 'opened',
    fault: null,
    arrived: 42,
  };
  const intake = [{ controlTotals: [] }] as never;
  const delivery = [{ frozen: true }] as never;

  it('waits until the count matches, and says how many have arrived', () => {
    const needs = needsOf('2026-05', [{ ...opened, state: 'waiting', arrived: 40 }], intake, delivery);
    expect(needs.missing).toEqual([
      { what: 'answers to the headlines of May 2026', how: '40 of 42 records have arrived' },
    ]);
    expect(readyToPrepare(needs, calendar.releaseOn, calendar)).toBeNull();
  });

  it('names the fault of a batch that cannot be opened', () => {
    const needs = needsOf(
      '2026-05',
      [{ ...opened, state: 'faulty', fault: 'questionnaire version 2031-9 is unknown' }],
      intake,
      delivery,
    );
    expect(needs.faults).toEqual(['answers to the headlines of May 2026: questionnaire version 2031-9 is unknown']);
  });

  it('waits where one record too many came after its batch was opened: which one is too many, nobody can tell', () => {
    const needs = needsOf('2026-05', [{ ...opened, arrived: 43 }], intake, delivery);
    expect(needs.faults).toEqual([
      'answers to the headlines of May 2026: 43 records arrived, 42 were announced; the last came when it was open',
    ]);
    expect(readyToPrepare(needs, calendar.releaseOn, calendar)).toBeNull();
  });

  it('waits for the police’s totals until the eighth working day, and no longer', () => {
    const needs = needsOf('2026-05', [opened], [{ controlTotals: null }] as never, delivery);
    expect(readyToPrepare(needs, '2026-06-09', calendar)).toBeNull();
    expect(readyToPrepare(needs, '2026-06-10', calendar)).toEqual({ incomplete: [] });
  });

  it('goes on without answers two working days before the hold ends, and says what is not complete, never how many', () => {
    const needs = needsOf('2026-05', [], intake, delivery);
    expect(readyToPrepare(needs, '2026-06-23', calendar)).toBeNull();
    expect(readyToPrepare(needs, '2026-06-24', calendar)?.incomplete).toEqual([
      'Not complete: answers to the headlines of May 2026.',
    ]);
  });

  it('says that a half-year’s tables do not come later where their answers did not come in time', () => {
    const half = { ...opened, kind: 'area', period: '2026-H1', state: 'waiting', arrived: 3 } as const;
    const { incomplete } = readyToPrepare(needsOf('2026-06', [half], intake, delivery), '2026-12-31', calendar)!;
    expect(incomplete).toContain(
      'Not complete: answers by area of January to June 2026. These figures will not be given later.',
    );
  });
});
