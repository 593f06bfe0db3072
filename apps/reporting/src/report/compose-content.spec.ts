import { describe, expect, it } from 'vitest';
import { coverage, ledger, published, sampleContent } from '../../test/sample.js';
import { figuresOf } from '../reading/report-csv.js';
import { correctionLines } from './correction-lines.js';

const nothing = {
  ...coverage,
  closedByPolice: 0,
  received: 0,
  asked: 0,
  noUsableContact: 0,
  waitingForCourt: 0,
  answeredInMonth: 0,
  notToldAbout: 0,
};

const noFigure = {
  kind: 'withheld',
  table: 'T3',
  measure: 'seriously',
  from: '2026-07',
  to: '2026-12',
  month: '2026-12',
  version: 1,
  base: 27,
} as const;

describe('a report', () => {
  it('speaks as page one should: counts in words, the range it could be, and no bare percentage', () => {
    const { summary } = sampleContent();
    expect(summary[0]).toBe(
      'The police say they closed about 95 cases of this kind in December 2026; they told us of about 90. About 5 are missing. Victim Support asked about 40 people this month. For about 10 the police gave no usable way to reach them. About 5 people came to us of whom the police had not told us.',
    );
    expect(summary[1]).toContain(
      'Fewer than a quarter said the police made them feel they should stop; with so few answers the true figure could be between 0% and 44%.',
    );
  });

  it('keeps a row for help that may not be counted, and says why: a row that is missing would say that nobody asked', () => {
    const quarter = {
      month: '2026-12',
      table: 'T6',
      group: 'borough',
      from: '2026-10',
      to: '2026-12',
      version: 1,
    } as const;
    const { tables } = sampleContent({
      ledger: [{ kind: 'withheld', ...quarter, measure: 'help:mp', base: 4, reason: 'too-few-answers' }],
    });
    expect(tables.find(({ id }) => id === 'T6')!.counts).toEqual([
      expect.objectContaining({
        id: 'help:mp',
        about: null,
        words: 'not shown',
        note: expect.stringContaining('Too few'),
      }),
    ]);
  });

  it('is made also for a month without a single answer or case', () => {
    const content = sampleContent({
      ledger: [],
      withheld: [],
      coverage: nothing,
      halfYearCoverage: null,
      month: '2026-08',
      blockClosed: false,
    });
    expect(content.headlines.every(({ newest }) => !newest.shown)).toBe(true);
    expect(content.summary.at(-1)).toBe(
      'None or almost none have answered so far; the first figure comes at 20, or at the end of December.',
    );
    expect(content.standing).toBe('Nothing here says that pressure did not happen.');
  });

  it('says that one answer is none or almost none, never that it is one', () => {
    const content = sampleContent({ ledger: [], withheld: [], waiting: 1, blockClosed: false, month: '2026-01' });
    expect(content.nextFigure).toMatch(/^None or almost none have answered so far/);
    expect(JSON.stringify(content)).not.toContain('"waiting"');
  });

  it('waits for a figure without contradicting itself: 19 of 20 are nearly 20', () => {
    const content = sampleContent({ ledger: [], withheld: [], waiting: 19, blockClosed: false, month: '2026-01' });
    expect(content.nextFigure).toBe(
      'Nearly 20 people have answered so far; the first figure comes at 20, or at the end of June.',
    );
  });

  it('never reads out an earlier block as this month’s, where the one that closes has too few answers to show', () => {
    const earlier = ledger.filter((entry) => !('to' in entry && entry.to === '2026-12'));
    const closed = { kind: 'block', month: '2026-12', from: '2026-11', to: '2026-12', base: 8 } as const;
    const content = sampleContent({ ledger: [...earlier, closed], withheld: [], blockClosed: true });
    expect(content.summary[1]).toMatch(/^No new figure this month\. About 25 people answered in September and October/);
  });

  it('says that nobody counts towards the first figure yet, never that nobody answered, where the first block was too small', () => {
    const closed = { kind: 'block', month: '2026-06', from: '2026-05', to: '2026-06', base: 8 } as const;
    const content = sampleContent({ ledger: [closed], withheld: [], month: '2026-06', blockClosed: true });
    expect(content.nextFigure).toBe(
      'None or almost none have answered towards the first figure; it comes at 20, or at the end of December.',
    );
  });

  it('names the time of each figure where they are not of the same block', () => {
    const split = ledger.filter(
      (entry) =>
        !(entry.kind === 'published' && entry.measure === 'pressure' && entry.table === 'T2' && entry.to === '2026-12'),
    );
    expect(sampleContent({ ledger: split, withheld: [] }).summary[1]).toMatch(
      /^About 25 people answered in November and December 2026\. .* In September and October 2026, /,
    );
  });

  it('keeps what is withheld and its true reason in later months, until there is a figure', () => {
    const stopped = { ...noFigure, group: 'south-west', reason: 'would-identify' } as const;
    const content = sampleContent({ ledger: [...ledger, stopped], withheld: [], month: '2027-01', blockClosed: false });
    const areas = content.tables.find(({ id }) => id === 'T3')!.shares.filter(({ shown }) => !shown);
    expect(areas).toMatchObject([
      { measure: 'satisfied', group: { id: 'south-west' }, reason: 'too-few-answers' },
      { measure: 'seriously', group: { id: 'south-west' }, reason: 'gate' },
    ]);
  });

  it('shows a figure as it was published, and once, where its correction had to be withheld', () => {
    const block = { from: '2026-11', to: '2026-12' };
    const again = { ...noFigure, table: 'T2', measure: 'satisfied', group: 'borough', ...block, version: 2 } as const;
    const content = sampleContent({ ledger: [...ledger, { ...again, reason: 'would-identify' }], withheld: [] });
    const own = figuresOf(content).filter(
      ({ table, measure, to }) => [table, measure, to].join() === 'T2,satisfied,2026-12',
    );
    expect(own).toMatchObject([{ from: '2026-11', words: 'a quarter to a half' }]);
    expect(content.tables[1]!.shares.find(({ measure }) => measure === 'satisfied')).toMatchObject({ shown: true });
  });

  it('where all gave the same answer shows a band, not all or none', () => {
    const block = { from: '2026-11', to: '2026-12' };
    const content = sampleContent({ ledger: [published('T2', 'satisfied', 'borough', block, [25, 25])] });
    expect(content.headlines[0]!.newest).toMatchObject({
      words: 'more than three quarters',
      share: { low: 75, high: 100 },
    });
  });

  it('tells a change only where three blocks together are more than chance away from the level fixed in advance', () => {
    expect(sampleContent().headlines.map(({ changed }) => changed.signal)).toEqual(['chance', 'chance', 'chance']);
    const high = ['07', '09', '11'].map((from) =>
      published(
        'T2',
        'pressure',
        'borough',
        { from: `2026-${from}`, to: `2026-${String(Number(from) + 1).padStart(2, '0')}` },
        [14, 25],
      ),
    );
    expect(sampleContent({ ledger: high }).headlines[2]!.changed).toEqual({
      signal: 'more',
      sentence: 'More than about 20%, the level fixed in advance, and more than chance explains.',
    });
    expect(sampleContent({ ledger: high.slice(1) }).headlines[2]!.changed.signal).toBe('too-early');
  });

  it('keeps showing the newest half-year until the next one', () => {
    const content = sampleContent({ month: '2027-02', withheld: [], halfYearCoverage: null });
    expect(content.tables.find(({ id }) => id === 'T3')!.period!.words).toBe('July to December 2026');
    expect(content.withheld.map(({ when }) => when)).toContain('With the report for June 2027.');
  });

  it('shows a corrected figure in place of the one before, and says what changed', () => {
    const corrected = published('T2', 'satisfied', 'borough', { from: '2026-11', to: '2026-12' }, [15, 25], {
      version: 2,
    });
    const after = sampleContent({ ledger: [...ledger, { ...corrected, month: '2027-01' }] });
    expect(after.headlines[0]!.newest).toMatchObject({ words: 'a half to three quarters' });
    expect(after.headlines[0]!.blocks).toHaveLength(4);
    expect(correctionLines(sampleContent(), after)).toEqual([
      {
        what: 'T2, Satisfied with how the police handled the case, Southwark, November to December 2026',
        before: 'a quarter to a half',
        after: 'a half to three quarters',
      },
    ]);
  });

  it('that words another way says which texts, what they were and what they are; a figure that did not change is no change', () => {
    const before = sampleContent();
    expect(correctionLines(before, sampleContent())).toEqual([]);
    const [first, ...terms] = before.terms;
    const after = {
      ...before,
      terms: [{ ...first!, meaning: 'Another meaning.' }, ...terms.slice(1)],
      maySay: ['Another sentence.'],
      definitions: before.definitions!.map((each) =>
        each.measure === 'satisfied' ? { ...each, label: 'Content', shareOf: 'Asked of some.' } : each,
      ),
    };
    expect(correctionLines(before, after)).toEqual([
      { what: `Words used, ${first!.term}`, before: first!.meaning, after: 'Another meaning.' },
      {
        what: 'What each figure counts, Content',
        before: expect.stringMatching(/Asked of everyone; the share is of all who answered\.$/),
        after: expect.stringMatching(/Asked of some\.$/),
      },
      { what: `Words used, ${terms[0]!.term}`, before: terms[0]!.meaning, after: 'not there' },
      { what: 'What you may say', before: before.maySay.join(' '), after: 'Another sentence.' },
    ]);
  });

  it('does not tell sentences made of figures apart from a figure that was corrected', () => {
    const restated = sampleContent({ coverage: { ...coverage, closedByPolice: 121 } });
    expect(correctionLines(sampleContent(), restated).map(({ what }) => what)).toEqual([
      'T1, Cases of this kind the police say they closed',
      'T1, Missing: closed, but not told to Victim Support',
    ]);
  });

  it('refuses a measure it has no words for', () => {
    expect(() =>
      sampleContent({
        ledger: [published('T5', 'unheard-of', 'borough', { from: '2026-07', to: '2026-12' }, [20, 70])],
      }),
    ).toThrow('no words for measure unheard-of');
  });
});
