import { exclusionReasons } from '@answerable/contracts';
import { describe, expect, it } from 'vitest';
import { coverageTable } from '../report/coverage-table.js';
import { coverageCounts, helpWishes } from './coverage-counts.js';
import type { DeliveryCoverage, IntakeCoverage } from './coverage.store.js';
import { unitSignals } from './signal.js';

const unit = { force: '01', unit: 'team 2' };
const counted = { ...unit, offenceGroup: 'rape', outcomeClass: 'WITHDREW' } as const;
const quiet = {
  contactMissing: 5,
  contactUnusable: 1,
  outcome16Within30Days: 11,
  daysToClosureTotal: 4000,
  reclassified: 2,
  reclassifiedByTable: 40,
  openCases: 30,
  openOverTwelveMonths: 6,
  victimChanged: 0,
  olderThanLookBack: 0,
  parkedAsLive: 1,
  awaitingCourt: 12,
  awaitingCourtOverTwelveMonths: 4,
  closures: 40,
  recorded: 42,
  removed: 1,
  mergedAway: 2,
  surveyedThroughNothing: 0,
};
const intake = (more: Partial<IntakeCoverage> = {}): IntakeCoverage => ({
  organisationId: 'southwark',
  month: '2026-06',
  revision: 1,
  takenAt: '2026-07-01T00:00:00Z',
  received: [{ ...counted, closures: 91 }],
  controlTotals: [{ ...counted, closures: 96 }],
  stock: null,
  leftSince: 0,
  cameSince: 0,
  quarantined: 0,
  unreadable: 0,
  signals: [],
  ...more,
});
const delivery = (dispositions: [string, string | null, number][]): DeliveryCoverage => ({
  organisationId: 'southwark',
  month: '2026-06',
  revision: 1,
  takenAt: '2026-07-01T00:00:00Z',
  dispositions: dispositions.map(([disposition, reason, closures]) => ({
    ...unit,
    outcomeClass: 'WITHDREW',
    disposition,
    reason,
    closures,
  })) as DeliveryCoverage['dispositions'],
  asked: 41,
  answeredInMonth: 12,
  notToldAbout: 0,
  toldTooLate: 0,
  helpWishes: { support: 3 },
  frozen: true,
});

describe('coverage', () => {
  it('groups reasons as published: no usable contact, declined, not safe or possible, waiting for the court', () => {
    const counts = coverageCounts(
      [intake()],
      [
        delivery([
          ['excluded', 'no-usable-contact', 6],
          ['undeliverable', null, 5],
          ['deferred', null, 9],
          ['excluded', 'proceedings-live', 5],
          ['declined', null, 2],
          ['excluded', 'declined-by-her', 1],
          ['excluded', 'under-16', 4],
          ['excluded', 'deceased', 1],
          ['excluded', 'out-of-scope', 50],
          ['answered', null, 12],
        ]),
      ],
    );
    expect(counts).toMatchObject({ noUsableContact: 11, waitingForCourt: 14, declined: 3, notSafe: 5, asked: 41 });
  });

  it('puts every reason for which nobody is asked into one published group, and leaves out no victim who is not asked elsewhere', () => {
    const grouped = (reason: string) => {
      const { noUsableContact, declined, notSafe, waitingForCourt } = coverageCounts(
        [],
        [delivery([['excluded', reason, 1]])],
      );
      return noUsableContact! + declined! + notSafe! + waitingForCourt!;
    };
    expect(exclusionReasons.filter((reason) => grouped(reason) !== 1)).toEqual([
      // Intake refuses these; and of a duplicate she is asked through the record that survives.
      'out-of-scope',
      'surveyed-through-another-record',
    ]);
    // What the police tell too late for anybody to be asked is not hidden among what they gave no contact for.
    expect(coverageCounts([], [delivery([['excluded', 'older-than-look-back', 3]])])).toMatchObject({ notSafe: 3 });
    expect(coverageCounts([], [{ ...delivery([['excluded', 'deceased', 1]]), toldTooLate: 4 }]).notSafe).toBe(5);
  });

  it('adds months up to a half-year, and help asked for to a quarter', () => {
    const two = [delivery([['declined', null, 2]]), delivery([['declined', null, 5]])];
    expect(coverageCounts([], two).declined).toBe(7);
    expect(helpWishes(two)).toEqual({ support: 6, review: 0, complaint: 0, 'independent-body': 0, mp: 0 });
  });

  it('takes what is missing from displayed counts: 96 closed and 91 told are about 95, about 90 and about 5', () => {
    const table = coverageTable({
      period: { from: '2026-06', to: '2026-06' },
      month: coverageCounts([intake()], [delivery([])]),
      halfYear: null,
      answersTowardsNext: 13,
    });
    const words = Object.fromEntries(table.counts.map((count) => [count.id, count.words]));
    expect(words).toMatchObject({
      closed: 'about 95',
      received: 'about 90',
      missing: 'about 5',
      'towards-next': 'about 15',
    });
  });

  it('does not take for missing what was told, and reopened or taken back after the police signed', () => {
    const counts = coverageCounts([intake({ leftSince: 5 })], []);
    expect(counts).toMatchObject({ closedByPolice: 91, received: 91 });
  });

  it('takes for missing what never came, also where others came into the month after the police signed', () => {
    const counts = coverageCounts([intake({ cameSince: 5 })], []);
    expect(counts).toMatchObject({ closedByPolice: 101, received: 91 });
  });

  it('says so when the stock of open cases does not add up, and nothing when it does', () => {
    const closingNote = (closing: number) => {
      const stock = {
        opening: 402,
        reported: 99,
        reopened: 4,
        closed: 96,
        transferredOut: 3,
        closing,
        openOverTwelveMonths: 63,
      };
      const table = coverageTable({
        period: { from: '2026-06', to: '2026-06' },
        month: coverageCounts([intake({ stock })], []),
        halfYear: null,
        answersTowardsNext: 0,
      });
      return table.counts.find(({ id }) => id === 'stock-closing')!.note;
    };
    expect(closingNote(406)).toBeNull();
    expect(closingNote(405)).toContain('do not add up: a few cases');
    expect(closingNote(386)).toContain('do not add up: about 20 cases');
  });

  it('says so when the police have not signed their totals, and never guesses', () => {
    const table = coverageTable({
      period: { from: '2026-06', to: '2026-06' },
      month: coverageCounts([intake({ controlTotals: null })], []),
      halfYear: null,
      answersTowardsNext: 0,
    });
    expect(table.counts.find(({ id }) => id === 'closed')).toMatchObject({ about: null, words: 'not known' });
    expect(table.counts.find(({ id }) => id === 'missing')).toMatchObject({ about: null });
  });
});

describe('signs of gaming', () => {
  const month = (counts: Partial<typeof quiet>, name = '2026-06') =>
    intake({ month: name, signals: [{ ...unit, ...quiet, ...counts }] });

  it('name no unit in which everything is as expected', () => {
    expect(unitSignals([month({})])).toMatchObject([{ unit: 'team 2', averageDaysToClosure: 100, stands: [] }]);
  });

  it.each([
    [
      'contacts withheld',
      { contactMissing: 14 },
      'no contact details: 14 of 40 closures, where 11 in 100 are expected',
    ],
    ['contacts that cannot be used', { contactUnusable: 7 }, /^contact details that could not be used: 7 of 40/],
    ['withdrawals within 30 days', { outcome16Within30Days: 22 }, /^closed within 30 days/],
    ['reclassifying', { reclassified: 9 }, /^reclassified: 9 of 40/],
    ['giving cases to other victims', { victimChanged: 4 }, /^given to another victim: 4 of 40/],
    ['sending too late', { olderThanLookBack: 5 }, /^sent too late for anybody to be asked: 5 of 40/],
    [
      'charged cases that never leave the court',
      { awaitingCourtOverTwelveMonths: 12 },
      'waiting for the court for more than twelve months: 12 of 12 cases that wait for it, where 40 in 100 are expected',
    ],
    ['parking as live', { parkedAsLive: 6 }, /^kept as waiting for the court/],
    ['removing cases', { removed: 5 }, 'removed after they were sent: 5 of 42 cases, where 1 in 100 are expected'],
    ['merging cases away', { mergedAway: 6 }, /^merged into another record, or cancelled as its duplicate: 6 of 42/],
    [
      'one victim for whom no record is left',
      { surveyedThroughNothing: 1 },
      /nobody is asked: 1 of 42 cases, where none are expected/,
    ],
    ['never closing', { openOverTwelveMonths: 16 }, /^open for more than twelve months: 16 of 30 open cases/],
    ['closing fast', { daysToClosureTotal: 1200 }, 'closed after 30 days on average, where 110 are expected'],
  ] as const)('name %s, though no other unit is there to compare with', (_, counts, says) => {
    const [{ stands } = { stands: [] as string[] }] = unitSignals([month(counts)]);
    expect(stands).toHaveLength(1);
    expect(stands[0]).toMatch(says);
  });

  it('name every unit that does it, also when all do it at once', () => {
    const loud = { ...quiet, contactMissing: 18 };
    const units = ['team 3', 'team 4'].map((name) => ({ force: '01', unit: name, ...loud }));
    expect(unitSignals([intake({ signals: units })]).map(({ stands }) => stands.length)).toEqual([1, 1]);
  });

  it('do not name a small unit for what chance does to it', () => {
    const small = {
      ...quiet,
      closures: 6,
      contactMissing: 2,
      contactUnusable: 1,
      reclassified: 1,
      parkedAsLive: 0,
      recorded: 6,
    };
    const days = { daysToClosureTotal: 200, outcome16Within30Days: 4 };
    expect(unitSignals([month({ ...small, ...days })])[0]!.stands).toEqual([]);
  });

  it('add months up, except the stock of open and of waiting cases, which is the newest, in whatever order the months come', () => {
    const stock = { openCases: 50, openOverTwelveMonths: 9, awaitingCourt: 20, awaitingCourtOverTwelveMonths: 3 };
    const months = [month(stock, '2026-07'), month({})];
    expect(unitSignals(months)).toMatchObject([{ closures: 80, ...stock, months: { from: '2026-06', to: '2026-07' } }]);
  });

  it('of a month without cases are none', () => {
    expect(unitSignals([])).toEqual([]);
    expect(unitSignals([intake()])).toEqual([]);
  });
});
