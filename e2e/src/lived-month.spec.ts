import type { ReportContent, ReportTable } from '@answerable/contracts';
import { displayCount, displayShare, southwark as rules } from '@answerable/disclosure';
import { questionnaireOf } from '@answerable/questionnaire';
import {
  Caller,
  Chaos,
  type Fact,
  inClear,
  liveAMonth,
  type LivedMonth,
  monthOf,
  serviceFaults,
} from '@answerable/simulate';
import { beforeAll, describe, expect, it } from 'vitest';

/**
 * The whole way on real parts: police forces send their closures, staff telephone, people answer on the survey's pages, the
 * month closes, two people approve, the report comes out. Every published figure is derived again from the simulator's own
 * journal of what really happened. Then the same month once more, with a fault at every few steps.
 */
const settings = { seed: 2013, month: '2025-10', closuresAMonth: [15, 17], keen: true } as const;
const readers = ['mp-peckham', 'mp-bermondsey', 'police-lead-01', 'auditor-1'];
let calm: LivedMonth;
/** What each reader gets, byte for byte. */
const read = new Map<string, string>();

beforeAll(async () => {
  calm = await liveAMonth({
    ...settings,
    look: async ({ world: { doors }, facts }) => {
      const { reportId } = facts.find((f) => f.what === 'published')!;
      for (const reader of readers)
        read.set(
          reader,
          await (await new Caller(reader, doors.reporting).send('GET', `/v1/reports/${reportId}`)).text(),
        );
    },
  });
}, 600_000);

const table = (content: ReportContent, id: string): ReportTable => content.tables.find((t) => t.id === id)!;
const about = (content: ReportContent, id: string): number | null =>
  table(content, 'T1').counts.find((c) => c.id === id)?.about ?? null;
type Submitted = Extract<Fact, { what: 'submitted' }>;
const submitted = (): Submitted[] => calm.facts.filter((f): f is Submitted => f.what === 'submitted');
/** To whom which message went. Not on which day: a day of staff takes sixty calls, and of a backlog those that came first. */
const messages = ({ facts }: LivedMonth): string[] =>
  facts.flatMap((f) => (f.what === 'message' ? [`${f.to}: ${f.subject}`] : [])).toSorted();
const repeated = (all: readonly string[]): string[] => all.filter((one, i) => all.indexOf(one) !== i);

describe('the report of the month', () => {
  it('comes out, once, and everybody reads the same bytes: MPs’ offices, the police lead, the auditor', () => {
    expect(calm.reports.map(({ month }) => month)).toEqual([settings.month]);
    expect(read.get('mp-peckham')).toContain(settings.month);
    expect(new Set(read.values()).size).toBe(1);
  });
});

describe('the figures are those of what really happened', () => {
  it('T1: what the police closed and told us of, and how many people answered', () => {
    for (const content of calm.reports) {
      const closed = calm.lives.filter((l) => monthOf(l.closedOn) === content.month).length;
      expect(about(content, 'closed'), `${content.month} closed`).toBe(displayCount(closed).about);
      expect(about(content, 'received'), `${content.month} received`).toBe(displayCount(closed).about);
      const answered = submitted().filter((f) => monthOf(f.on) === content.month).length;
      expect(about(content, 'answered'), `${content.month} answered`).toBe(displayCount(answered).about);
    }
  });

  it('T1: how many people were asked, each once', () => {
    const first = new Map<number, string>();
    for (const f of calm.facts) if (f.what === 'asked' && !first.has(f.life)) first.set(f.life, f.on);
    for (const content of calm.reports) {
      const asked = [...first.values()].filter((on) => monthOf(on) === content.month).length;
      expect(about(content, 'asked'), `${content.month} asked`).toBe(displayCount(asked).about);
    }
  });

  it('T2: each headline is the band of the answers given in its block', () => {
    const questionnaire = questionnaireOf('2026-1');
    let compared = 0;
    for (const content of calm.reports) {
      for (const { measure, newest } of content.headlines) {
        if (!newest.shown) continue;
        const answers = submitted().filter(
          (f) => monthOf(f.on) >= newest.period.from && monthOf(f.on) <= newest.period.to,
        );
        const definition = questionnaire.measures.find((m) => m.id === measure && m.headline !== undefined)!;
        const given = answers.map((f) => f.answers[definition.item]).filter((a): a is string => typeof a === 'string');
        const base = given.filter((a) => definition.valid.includes(a)).length;
        const count = given.filter((a) => definition.positive.includes(a)).length;
        const expected = displayShare(count, base, rules.thresholds, { scale: newest.scale })!;
        expect(
          { words: newest.words, low: newest.share.low, high: newest.share.high, answers: newest.answers },
          `${content.month} ${measure}`,
        ).toEqual({
          words: expected.words,
          low: Math.round(expected.low * 1000) / 10,
          high: Math.round(expected.high * 1000) / 10,
          answers: expected.base,
        });
        compared++;
      }
    }
    expect(compared, 'some figure was published').toBeGreaterThanOrEqual(3);
  });
});

describe('nobody is lost and nobody is doubled', () => {
  it('every closure has exactly one disposition, and they add up', () => {
    expect(calm.sumHolds).toBe(true);
    expect(calm.dispositions.reduce((sum, { closures }) => sum + closures, 0)).toBe(calm.lives.length);
  });

  it('whoever sent answers is counted as answered, and only she', () => {
    const answered = calm.dispositions
      .filter(({ disposition }) => disposition === 'answered')
      .reduce((sum, { closures }) => sum + closures, 0);
    expect(answered).toBe(new Set(submitted().map((f) => f.life)).size);
    expect(submitted().length).toBe(answered);
  });

  it('nobody got the same message twice', () => {
    expect(messages(calm).length).toBeGreaterThan(20);
    expect(repeated(messages(calm))).toEqual([]);
  });

  it('people were reached by e-mail, text, letter and telephone', () => {
    expect(new Set(submitted().map(({ how }) => how))).toEqual(new Set(['link', 'telephone']));
    const ways = calm.facts.flatMap((f) => (f.what === 'message' ? [f.to.includes('@') ? 'email' : f.to] : []));
    expect(ways).toContain('email');
    expect(ways.some((to) => to.startsWith('+447'))).toBe(true);
  });
});

describe('the same month under faults', () => {
  // Where most is under way: in the first days, which bring the backlog, and where the month closes.
  const isWorst = (at: string): boolean => at < '2025-10-03' || at.endsWith('close');

  it('in which services are killed, paused, cut off, set to a wrong time and sent everything again ends like the calm one', async () => {
    const chaos = new Chaos(settings.seed, serviceFaults);
    let found: string[] = [];
    const struck = await liveAMonth({
      ...settings,
      between: async (at, reach) => {
        if (isWorst(at)) await chaos.strike(at, reach);
      },
      look: async (lived) => void (found = await inClear(lived)),
    });
    expect(new Set(chaos.struck.map(({ fault }) => fault))).toEqual(new Set(Object.keys(serviceFaults)));
    expect(struck.reports).toEqual(calm.reports);
    expect(struck.dispositions).toEqual(calm.dispositions);
    expect(struck.sumHolds).toBe(true);
    expect(messages(struck)).toEqual(messages(calm));
    expect(found, 'contacts that can be read').toEqual([]);
  }, 900_000);
});
