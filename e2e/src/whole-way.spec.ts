import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportContent, ReportSummary, ReportTable } from '@answerable/contracts';
import { displayCount, displayShare, southwark as rules } from '@answerable/disclosure';
import { type Platform, startPlatform } from '@answerable/platform';
import { questionnaireOf } from '@answerable/questionnaire';
import { Caller, type Fact, Journal, live, type LivedThrough, Mailbox, monthOf, Telephone } from '@answerable/simulate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * The whole way on real parts: a police force sends its closures, staff telephone, people answer on the survey's pages,
 * months close, two people approve, reports come out. Every published figure is derived again from the simulator's own
 * journal of what really happened.
 */
const from = '2025-10';
const months = 3;
let now = `${from}-01T00:00:00+01:00`;
let platform: Platform;
let mailbox: Mailbox;
let telephone: Telephone;
let lived: LivedThrough;
let facts: Fact[];
let mp: Caller;

beforeAll(async () => {
  mailbox = await Mailbox.open();
  telephone = await Telephone.open();
  platform = await startPlatform({
    smtpUrl: `smtp://127.0.0.1:${mailbox.port}`,
    telephonyUrl: telephone.url,
    clock: () => now,
    only: ['reporting', 'survey-delivery', 'response-collection', 'case-intake'],
  });
  const doors = {
    caseIntake: platform.url('case-intake'),
    surveyDelivery: platform.url('survey-delivery'),
    survey: platform.url('response-collection'),
    reporting: platform.url('reporting'),
  };
  const file = join(mkdtempSync(join(tmpdir(), 'answerable-')), 'journal.jsonl');
  lived = await live({
    doors,
    mailbox,
    telephone,
    journal: new Journal(file),
    seed: 2013,
    from,
    months,
    onClock: (at) => (now = at),
  });
  facts = Journal.read(file);
  mp = new Caller('mp-peckham', doors.reporting);
}, 1_500_000);

afterAll(async () => {
  await platform?.stop();
  await mailbox?.close();
  await telephone?.close();
});

const reports = async (): Promise<ReportSummary[]> =>
  (await mp.get<{ reports: ReportSummary[] }>('/v1/reports')).reports;
const contentOf = async (id: string): Promise<ReportContent> =>
  (await mp.get<{ content: ReportContent }>(`/v1/reports/${id}`)).content;
const contents = async (): Promise<ReportContent[]> => Promise.all((await reports()).map(({ id }) => contentOf(id)));
const table = (content: ReportContent, id: string): ReportTable => content.tables.find((t) => t.id === id)!;
const about = (content: ReportContent, id: string): number | null =>
  table(content, 'T1').counts.find((c) => c.id === id)?.about ?? null;
type Submitted = Extract<Fact, { what: 'submitted' }>;
const submitted = (): Submitted[] => facts.filter((f): f is Submitted => f.what === 'submitted');

describe('a report for every month', () => {
  it('each month has one, and only when it may come out: on the tenth working day', async () => {
    const found = await reports();
    expect(found.map((r) => r.month).toSorted()).toEqual(['2025-10', '2025-11', '2025-12']);
    expect(found.every((r) => r.state === 'published')).toBe(true);
  });

  it('everybody reads the same bytes: the MP’s office, the police lead, the auditor', async () => {
    for (const { id } of await reports()) {
      const read = async (user: string): Promise<string> =>
        (await new Caller(user, platform.url('reporting')).send('GET', `/v1/reports/${id}`)).text();
      const own = await read('mp-peckham');
      for (const user of ['mp-bermondsey', 'police-lead-01', 'auditor-1']) expect(await read(user)).toBe(own);
    }
  });
});

describe('the figures are those of what really happened', () => {
  it('T1: what the police closed, told us of, and how many people answered', async () => {
    for (const content of await contents()) {
      const closed = lived.lives.filter((l) => monthOf(l.closedOn) === content.month).length;
      expect(about(content, 'closed'), `${content.month} closed`).toBe(displayCount(closed).about);
      expect(about(content, 'received'), `${content.month} received`).toBe(displayCount(closed).about);
      const answered = submitted().filter((f) => monthOf(f.on) === content.month).length;
      expect(about(content, 'answered'), `${content.month} answered`).toBe(displayCount(answered).about);
    }
  });

  it('T1: how many people were asked, each once', async () => {
    const first = new Map<number, string>();
    for (const f of facts) if (f.what === 'asked' && !first.has(f.life)) first.set(f.life, f.on);
    for (const content of await contents()) {
      const asked = [...first.values()].filter((on) => monthOf(on) === content.month).length;
      expect(about(content, 'asked'), `${content.month} asked`).toBe(displayCount(asked).about);
    }
  });

  it('T2: each headline is the band of the answers given in its block', async () => {
    const questionnaire = questionnaireOf('2026-1');
    let compared = 0;
    for (const content of await contents()) {
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

  it('a block closes at twenty answers and at half-years, never otherwise', async () => {
    const valid = questionnaireOf('2026-1').measures.find((m) => m.headline === 1)!.valid;
    const byMonth = Map.groupBy(
      submitted().filter((f) => typeof f.answers['satisfied'] === 'string' && valid.includes(f.answers['satisfied'])),
      (f) => monthOf(f.on),
    );
    let waiting = 0;
    for (const content of (await contents()).toSorted((a, b) => a.month.localeCompare(b.month))) {
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
  it('every closure has exactly one disposition, and they add up', async () => {
    const view = await new Caller('vs-lead-1', platform.url('survey-delivery')).get<{
      sum: { closures: number; withDisposition: number; holds: boolean } | null;
      dispositions: { closures: number }[];
    }>('/v1/supervisor?from=2025-07&to=2025-12');
    expect(view.sum).toMatchObject({ holds: true });
    expect(view.dispositions.reduce((n, d) => n + d.closures, 0)).toBe(lived.lives.length);
  });

  it('whoever sent answers is counted as answered, and only she', async () => {
    const view = await new Caller('vs-lead-1', platform.url('survey-delivery')).get<{
      dispositions: { disposition: string; closures: number }[];
    }>('/v1/supervisor?from=2025-07&to=2025-12');
    const answered = view.dispositions.filter((d) => d.disposition === 'answered').reduce((n, d) => n + d.closures, 0);
    expect(answered).toBe(new Set(submitted().map((f) => f.life)).size);
    expect(submitted().length).toBe(answered);
  });

  it('nobody got the same message twice on one day', () => {
    const seen = new Map<string, number>();
    for (const f of facts)
      if (f.what === 'message')
        seen.set(`${f.on} ${f.to} ${f.subject}`, (seen.get(`${f.on} ${f.to} ${f.subject}`) ?? 0) + 1);
    expect([...seen].filter(([, times]) => times > 1)).toEqual([]);
  });
});
