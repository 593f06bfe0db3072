import { describe, expect, it } from 'vitest';
import { coverageTable } from '../report/coverage-table.js';
import { coverageCounts, helpWishes } from './coverage-counts.js';
import type { DeliveryCoverage, IntakeCoverage } from './coverage.store.js';
import { unitSignals } from './signal.js';

const unit = { force: '01', unit: 'team 2' };
const counted = { ...unit, offenceGroup: 'rape', outcomeClass: 'WITHDREW' } as const;
const quiet = {
  contactMissing: 1,
  contactUnusable: 1,
  outcome16Within30Days: 4,
  daysToClosureTotal: 4000,
  reclassified: 1,
  openOverTwelveMonths: 5,
  parkedAsLive: 1,
  closures: 40,
};
const intake = (more: Partial<IntakeCoverage> = {}): IntakeCoverage => ({
  organisationId: 'southwark',
  month: '2026-06',
  revision: 1,
  takenAt: '2026-07-01T00:00:00Z',
  received: [{ ...counted, closures: 91 }],
  controlTotals: [{ ...counted, closures: 96 }],
  stock: null,
  quarantined: 0,
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

  it('adds months up to a half-year, and help asked for to a quarter', () => {
    const two = [delivery([['declined', null, 2]]), delivery([['declined', null, 5]])];
    expect(coverageCounts([], two).declined).toBe(7);
    expect(helpWishes(two)).toEqual({ support: 6 });
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
  it('name a unit that stands out from the others by more than chance, and no other', () => {
    const loud = { ...quiet, contactMissing: 18, outcome16Within30Days: 25 };
    const [first, ...others] = unitSignals([
      intake({
        signals: [
          { ...unit, ...quiet },
          { force: '01', unit: 'team 3', ...quiet },
          { force: '01', unit: 'team 4', ...loud },
        ],
      }),
    ]);
    expect(first).toMatchObject({ unit: 'team 4', averageDaysToClosure: 100 });
    expect(first!.stands).toHaveLength(2);
    expect(others.every(({ stands }) => stands.length === 0)).toBe(true);
  });

  it('add months up, except the stock of long-open cases, which is the newest', () => {
    const months = [
      intake({ signals: [{ ...unit, ...quiet }] }),
      intake({ month: '2026-07', signals: [{ ...unit, ...quiet, openOverTwelveMonths: 9 }] }),
    ];
    expect(unitSignals(months)).toMatchObject([
      { closures: 80, openOverTwelveMonths: 9, months: { from: '2026-06', to: '2026-07' } },
    ]);
  });

  it('of a month without cases are none', () => {
    expect(unitSignals([])).toEqual([]);
    expect(unitSignals([intake()])).toEqual([]);
  });
});
