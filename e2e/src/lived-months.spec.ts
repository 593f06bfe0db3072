import type { ReportContent, ReportTable } from '@answerable/contracts';
import { displayCount, displayShare, southwark as rules } from '@answerable/disclosure';
import { questionnaireOf } from '@answerable/questionnaire';
import {
  Caller,
  Chaos,
  type Fact,
  inClear,
  liveMonths,
  type LivedMonths,
  monthOf,
  type Service,
  serviceFaults,
  services,
} from '@answerable/simulate';
import { launchBrowser } from '@answerable/stack';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { accessible, picture, says, signInAt } from './browser.js';

/**
 * The whole way on real parts, over two months, after a backlog of three: police forces send their closures, staff telephone, people answer on the survey's
 * pages, months close, two people approve, reports come out. Every published figure is derived again from the simulator's own
 * journal of what really happened. Then the same months once more under faults; nothing may be lost, nothing be there twice.
 */
const settings = { seed: 2013, from: '2025-12', months: 2, closuresAMonth: [15, 17], keen: true } as const;
const readers = ['mp-peckham', 'mp-bermondsey', 'police-lead-01', 'auditor-1'];
let calm: LivedMonths;
/** What each reader gets of each report, byte for byte. */
const read: string[][] = [];
/** The newest report as an MP's office has it on its screen. */
let screen: Awaited<ReturnType<typeof openedByAnOffice>>;

beforeAll(async () => {
  calm = await liveMonths({
    ...settings,
    beside: ['portal-readers'],
    look: async ({ world: { doors, platform }, facts }) => {
      screen = await openedByAnOffice(platform.url('portal-readers'));
      const published = facts.flatMap((f) => (f.what === 'published' ? [f.reportId] : []));
      for (const reader of readers) {
        const caller = new Caller(reader, doors.reporting);
        read.push(
          await Promise.all(published.map(async (id) => (await caller.send('GET', `/v1/reports/${id}`)).text())),
        );
      }
    },
  });
}, 900_000);

/** Signs in as an MP's office and opens the newest report in a browser; gives what is to be seen there, and its downloads. */
async function openedByAnOffice(url: string) {
  const browser = await launchBrowser();
  try {
    const page = await signInAt(browser, url, 'mp-peckham');
    await page.goto('/reports/latest');
    await accessible(page);
    await picture(page, 'report-of-lived-months');
    // As they are written: the style of the page makes its first letters large.
    const texts = async (selector: string, within: Page | Locator = page) =>
      (await within.locator(selector).allTextContents()).map((text) => text.trim());
    const figures = await page.locator('.r-figure').all();
    const charts = await Promise.all(
      figures.map(async (figure) => ({
        pictures: await figure.locator('svg[role=img]').count(),
        rows: await texts('tbody .r-words', figure),
      })),
    );
    const seen = {
      stamp: await page.innerText('.r-stamp'),
      headlines: await texts('.r-headline .r-answer'),
      charts,
      counts: await texts('section[aria-labelledby=r-T1] tbody td:nth-of-type(1)'),
    };
    await page.click('text=check the seal');
    await says(page, 'Yes. This is the report that Victim Support sealed');
    await page.goto('/reports');
    await page.click('table a');
    const download = async (form: string) =>
      (await page.request.get(`${new URL(page.url()).pathname}/download/${form}`)).body();
    return { ...seen, csv: (await download('csv')).toString(), pdf: await download('pdf') };
  } finally {
    await browser.close();
  }
}

const table = (content: ReportContent, id: string): ReportTable => content.tables.find((t) => t.id === id)!;
const about = (content: ReportContent, id: string): number | null =>
  table(content, 'T1').counts.find((c) => c.id === id)?.about ?? null;
const lived = (): ReportContent[] => calm.reports.filter(({ month }) => month >= settings.from);
type Submitted = Extract<Fact, { what: 'submitted' }>;
const submitted = (): Submitted[] => calm.facts.filter((f): f is Submitted => f.what === 'submitted');
const messages = ({ facts }: LivedMonths): string[] =>
  facts.filter((f) => f.what === 'message').map((f) => JSON.stringify(f));
const repeated = (all: readonly string[]): string[] => all.filter((one, i) => all.indexOf(one) !== i);

describe('a report for every month', () => {
  it('comes out once each, and not before the tenth working day', () => {
    expect(calm.reports.map(({ month }) => month).toSorted()).toEqual(['2025-10', '2025-11', '2025-12', '2026-01']);
    const published = calm.facts.flatMap((f) => (f.what === 'published' ? [`${f.month} on ${f.on}`] : []));
    expect(published).toEqual([
      // Nobody was asked in these two, and nothing closes them: their reports are prepared when they can wait no longer, and then read.
      '2025-10 on 2025-12-02',
      '2025-11 on 2025-12-25',
      '2025-12 on 2026-01-15',
      '2026-01 on 2026-02-13',
    ]);
  });

  it('is the same bytes for everybody: MPs’ offices, the police lead, the auditor', () => {
    expect(read[0]!.map((text) => text.length > 1000)).toEqual([true, true, true, true]);
    for (const others of read.slice(1)) expect(others).toEqual(read[0]);
  });
});

describe('an MP’s office opens the newest report in a browser', () => {
  const newest = (): ReportContent => calm.reports.toSorted((a, b) => a.month.localeCompare(b.month)).at(-1)!;

  it('and reads its figures: the headlines in words, each chart with its table, and who was asked', () => {
    const { headlines } = newest();
    expect(screen.stamp).toContain('Report for January 2026');
    expect(
      headlines.some(({ newest: share }) => share.shown),
      'there is something to be read',
    ).toBe(true);
    expect(screen.headlines).toEqual(
      headlines.map(({ newest: share }) => (share.shown ? share.words : 'no figure yet')),
    );
    expect(screen.charts).toEqual(
      headlines.map(({ blocks }) => ({ pictures: Math.sign(blocks.length), rows: blocks.map(({ words }) => words) })),
    );
    expect(screen.counts).toEqual(table(newest(), 'T1').counts.map(({ words }) => words));
  });

  it('and takes the same figures home, as CSV and as PDF', () => {
    for (const { measure, newest: share } of newest().headlines)
      if (share.shown) expect(screen.csv).toMatch(new RegExp(`^T2,${measure},.*${share.words}`, 'm'));
    expect(screen.pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(screen.pdf.length).toBeGreaterThan(20_000);
  });
});

describe('the figures are those of what really happened', () => {
  it('T1: what the police closed and told us of, and how many people answered', () => {
    for (const content of lived()) {
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
    for (const content of lived()) {
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

  it('a block closes at twenty answers and at half-years, never otherwise', () => {
    const valid = questionnaireOf('2026-1').measures.find((m) => m.headline === 1)!.valid;
    const byMonth = Map.groupBy(
      submitted().filter((f) => typeof f.answers['satisfied'] === 'string' && valid.includes(f.answers['satisfied'])),
      (f) => monthOf(f.on),
    );
    let waiting = 0;
    for (const content of calm.reports.toSorted((a, b) => a.month.localeCompare(b.month))) {
      waiting += byMonth.get(content.month)?.length ?? 0;
      const closes = waiting >= 20 || content.month.endsWith('-12');
      const { newest } = content.headlines[0]!;
      const closedNow = newest.shown && newest.period.to === content.month;
      expect(closedNow, `${content.month}: ${waiting} answers`).toBe(closes && waiting >= 10);
      if (closes) waiting = 0;
    }
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

  it('nobody got the same message twice on one day', () => {
    expect(messages(calm).length).toBeGreaterThan(20);
    expect(repeated(messages(calm))).toEqual([]);
  });

  it('people are written to by e-mail, text and letter, and answer by link and by telephone', () => {
    expect(new Set(submitted().map(({ how }) => how))).toEqual(new Set(['link', 'telephone']));
    const ways = calm.facts.flatMap((f) =>
      f.what === 'message' ? [f.to.includes('@') ? 'e-mail' : f.to.startsWith('+') ? 'text' : 'letter'] : [],
    );
    expect(new Set(ways)).toEqual(new Set(['e-mail', 'text', 'letter']));
  });
});

/** Who has just accepted something, and whoever is about to receive it. */
const worst: Readonly<Record<string, readonly Service[]>> = {
  close: ['response-collection', 'reporting'],
  police: ['case-intake', 'survey-delivery'],
  staff: ['survey-delivery', 'response-collection'],
  answers: ['response-collection', 'survey-delivery'],
};
/** The first days bring the backlog and every kind of fault; in the week after, each step of a day is hit, and so is each close. */
const isFirst = (day: string): boolean => day < '2025-12-04';
const isHit = (day: string, step: string): boolean =>
  step === 'close' ||
  (day >= '2025-12-08' && day <= '2025-12-12' && step === ['police', 'staff', 'answers'][Number(day.slice(8)) % 3]);

describe('the same months under faults', () => {
  it('in which every service is killed at its worst moments, paused, cut off, set to a wrong time and sent everything again end like the calm ones', async () => {
    const chaos = new Chaos(settings.seed, serviceFaults);
    const killed: Service[] = [];
    let found: string[] = [];
    const struck = await liveMonths({
      ...settings,
      between: async (day, step, reach) => {
        if (isFirst(day)) return chaos.strike(`${day} ${step}`, reach);
        if (!isHit(day, step)) return;
        for (const service of worst[step]!) {
          await reach.platform.crash(service);
          killed.push(service);
        }
      },
      look: async (lived) => void (found = await inClear(lived)),
    });
    expect(new Set(chaos.struck.map(({ fault }) => fault))).toEqual(new Set(Object.keys(serviceFaults)));
    expect(killed.length).toBeGreaterThanOrEqual(12);
    expect(new Set(killed)).toEqual(new Set(services));
    expect(struck.reports).toEqual(calm.reports);
    expect(struck.dispositions).toEqual(calm.dispositions);
    expect(struck.sumHolds).toBe(true);
    expect(struck.facts.map((f) => JSON.stringify(f)).toSorted()).toEqual(
      calm.facts.map((f) => JSON.stringify(f)).toSorted(),
    );
    expect(repeated(messages(struck)), 'sent twice').toEqual([]);
    expect(struck.sentTwice, 'sent twice, by what the sender calls it').toEqual([]);
    expect(found, 'contacts that can be read').toEqual([]);
  }, 1_500_000);
});
