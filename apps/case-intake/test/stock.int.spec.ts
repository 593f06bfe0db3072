import type { EventData } from '@answerable/contracts';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closed, policeEvent, sendLines, startIntake, type Intake } from './intake.js';
import { readTopic } from './topic.js';

type Coverage = EventData<'coverage.intake.counted.v1'>;

/** The sender of a force that reports each case that it opens. */
class Sender {
  private sequence = 0;

  next = (caseversion = 1) => ({ sequence: ++this.sequence, caseversion, time: '2026-05-01T00:00:00Z' });

  reported(reference: string, reportedOn: string) {
    const { unit, offenceClass, areaCode, areaBasis, ageBandAtReport, victimPseudonym } = closed(reference, {
      sequence: 1,
    }).data;
    const facts = { unit, offenceClass, areaCode, areaBasis, ageBandAtReport, victimPseudonym };
    const data = { ...facts, caseReference: reference, reportedOn };
    return policeEvent('police.case.reported.v1', data, this.next());
  }

  closed(reference: string, reportedOn: string, closedOn: string, outcomeCode = '16', caseversion = 2) {
    return closed(reference, this.next(caseversion), { reportedOn, closedOn, outcomeCode });
  }

  revised(reference: string, reportedOn: string, closedOn: string, outcomeCode: string, caseversion: number) {
    const { data } = closed(reference, { sequence: 1 }, { reportedOn, closedOn, outcomeCode });
    return policeEvent('police.case.outcome-revised.v1', data, this.next(caseversion));
  }

  reopened(reference: string, reopenedOn: string, caseversion: number) {
    return policeEvent('police.case.reopened.v1', { caseReference: reference, reopenedOn }, this.next(caseversion));
  }
}

describe('the stock of open cases', () => {
  let intake: Intake;
  const sender = new Sender();
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-06-02T12:00:00Z');
  });
  afterAll(() => intake.stop());

  /** What reporting was told last of each month. */
  async function told(expected: Record<string, Partial<NonNullable<Coverage['stock']>>>): Promise<void> {
    await intake.run('count-coverage');
    await eventually(async () => {
      const found = (await readTopic(intake, 'coverage.v1')).map((m) => m.data as Coverage);
      const stocks = Object.keys(expected).map((month) => {
        const newest = found.filter((c) => c.month === month).sort((a, b) => b.revision - a.revision)[0];
        return [month, newest?.stock];
      });
      expect(Object.fromEntries(stocks)).toMatchObject(expected);
    });
  }

  it('adds up month by month when a force reports each case that it opens', async () => {
    await sendLines(intake, [
      sender.reported('S-old', '2025-01-10'),
      sender.reported('S-1', '2026-03-01'),
      sender.reported('S-2', '2026-04-05'),
      sender.reported('S-3', '2026-04-06'),
      sender.reported('S-4', '2026-05-07'),
      sender.closed('S-1', '2026-03-01', '2026-04-20'),
      sender.closed('S-2', '2026-04-05', '2026-05-09', '20'),
      sender.reopened('S-1', '2026-05-12', 3),
      sender.closed('S-1', '2026-03-01', '2026-05-30', '15', 4),
    ]);
    const none = { reopened: 0, transferredOut: 0, openOverTwelveMonths: 1 };
    await told({
      '2026-04': { ...none, opening: 2, reported: 2, closed: 1, closing: 3 },
      '2026-05': { ...none, opening: 3, reported: 1, reopened: 1, closed: 1, transferredOut: 1, closing: 3 },
    });
  });

  it('follows a closing whose date alone is corrected to the month in which it now lies', async () => {
    await sendLines(intake, [sender.revised('S-1', '2026-03-01', '2026-06-01', '15', 5)]);
    await told({
      '2026-05': { opening: 3, reopened: 1, closed: 0, transferredOut: 1, closing: 4 },
      '2026-06': { opening: 4, closed: 1, closing: 3 },
    });
  });

  it('counts a case as passed on, and no longer as closed, when that is what its outcome was corrected to', async () => {
    await sendLines(intake, [
      sender.closed('S-4', '2026-05-07', '2026-05-20'),
      sender.revised('S-4', '2026-05-07', '2026-05-20', '20', 3),
    ]);
    await told({ '2026-05': { closed: 0, transferredOut: 2, closing: 3 } });
  });

  it('opens each month with what the one before closed with, also after a case that was reported months late', async () => {
    await sendLines(intake, [sender.reported('S-late', '2026-02-10')]);
    await told({
      '2026-02': { reported: 1, closing: 2 },
      '2026-03': { opening: 2, closing: 3 },
      '2026-04': { opening: 3, closing: 4 },
      '2026-05': { opening: 4, closing: 4 },
      '2026-06': { opening: 4, closing: 3 },
    });
  });
});
