import type { ReportHeadline, ReportPeriod, ReportTable } from '@answerable/contracts';
import { addMonths, displayCount, halfOf, periodInWords } from '@answerable/disclosure';
import { aboutOf } from './coverage-table.js';
import { capital, wordsOf } from './share.js';

/** The month as one would say it aloud; every number in it is a displayed one. Pure. */
export function summarySentences(
  t1: ReportTable,
  headlines: readonly ReportHeadline[],
  nextFigure: string,
  month: string,
): string[] {
  return [coverageSentence(t1, month), answersSentence(headlines, nextFigure, month)].filter((each) => each !== '');
}

function coverageSentence(t1: ReportTable, month: string): string {
  const about = (id: string): number | null => aboutOf(t1, id);
  const [closed, received, missing, asked, noContact, notTold] = [
    'closed',
    'received',
    'missing',
    'asked',
    'no-usable-contact',
    'not-told-about',
  ].map(about);
  const name = periodInWords({ from: month, to: month });
  return [
    closed === null
      ? `The police have not signed how many cases of this kind they closed in ${name}.`
      : `The police say they closed about ${closed} cases of this kind in ${name}${received === null ? '' : `; they told us of about ${received}`}.`,
    missing === null || missing === undefined
      ? ''
      : missing === 0
        ? 'None or almost none are missing.'
        : `About ${missing} are missing.`,
    asked === null ? '' : `Victim Support asked about ${asked} people this month.`,
    noContact ? `For about ${noContact} the police gave no usable way to reach them.` : '',
    notTold ? `About ${notTold} people came to us of whom the police had not told us.` : '',
  ]
    .filter((each) => each !== '')
    .join(' ');
}

function answersSentence(headlines: readonly ReportHeadline[], nextFigure: string, month: string): string {
  const [satisfied, , pressure] = headlines.map(({ newest }) => newest);
  if (!satisfied?.shown) return nextFigure;
  // A block may close with too few answers to show: what is read out then is an earlier one's, and not this month's.
  const lead = satisfied.period.to === month ? '' : 'No new figure this month. ';
  const answered = satisfied.answers === null ? 'People' : `About ${satisfied.answers} people`;
  return `${lead}${answered} answered ${inPeriod(satisfied.period)}. ${capital(satisfied.words)} were satisfied with how the police handled their case.${pressureSentence(pressure, satisfied.period)}`;
}

function pressureSentence(pressure: ReportHeadline['newest'] | undefined, told: ReportPeriod): string {
  if (!pressure?.shown) return '';
  const same = pressure.period.from === told.from && pressure.period.to === told.to;
  const words = same ? capital(pressure.words) : `${capital(inPeriod(pressure.period))}, ${pressure.words}`;
  return ` ${words} ${wordsOf('pressure').said}; with so few answers the true figure could be between ${pressure.couldBe.low}% and ${pressure.couldBe.high}%.`;
}

function inPeriod({ from, to, words }: ReportPeriod): string {
  if (from === to) return `in ${words}`;
  return addMonths(from, 1) === to ? `in ${words.replace(' to ', ' and ')}` : `from ${words}`;
}

export function nextFigureSentence(
  waiting: number,
  blockAt: number,
  headlines: readonly ReportHeadline[],
  month: string,
  blockClosed: boolean,
): string {
  const about = displayCount(waiting).about!;
  const first = headlines.every(({ blocks }) => blocks.length === 0);
  const end = Number(halfOf(addMonths(month, 1)).to.slice(5)) === 6 ? 'June' : 'December';
  const so = `${howMany(about, blockAt)} have answered`;
  // Those of a block that closed with too few to show have answered, and count towards nothing any more.
  if (first && blockClosed) return `${so} towards the first figure; it comes at ${blockAt}, or at the end of ${end}.`;
  return first
    ? `${so} so far; the first figure comes at ${blockAt}, or at the end of ${end}.`
    : `${so} towards the next figure; it comes at ${blockAt}, or at the end of ${end}.`;
}

/** 18 and 19 display as 20, at which the figure would be there: "nearly" keeps the sentence from contradicting itself. */
function howMany(about: number, blockAt: number): string {
  if (about === 0) return 'None or almost none';
  return about >= blockAt ? `Nearly ${blockAt} people` : `About ${about} people`;
}

/** Sentences that can be read out as they stand. Pure. */
export function maySay(t1: ReportTable, headlines: readonly ReportHeadline[]): string[] {
  const pressure = headlines.find(({ measure }) => measure === 'pressure')?.newest;
  const said = (
    pressure?.shown ? [pressure] : headlines.flatMap(({ newest }) => (newest.shown ? [newest] : [])).slice(0, 1)
  ).map(
    (share) =>
      `“${capital(share.words)} of those who answered ${wordsOf(share.measure).said}; the true figure could be between ${share.couldBe.low}% and ${share.couldBe.high}%.”`,
  );
  const closed = aboutOf(t1, 'closed');
  const received = aboutOf(t1, 'received');
  const told =
    closed !== null && received !== null
      ? [`“The police told Victim Support of about ${received} of about ${closed} closed cases.”`]
      : [];
  return [...said, ...told, 'A change, where this report says that it is more than chance.'];
}

export function mayNotSay(): string[] {
  return [
    '“X per cent of all victims”: only those who answered are counted.',
    'That one area is better than another, where their ranges overlap.',
    'Anything about a person, a street, an officer or a single case.',
  ];
}
