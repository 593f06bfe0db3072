import type { ReportCount, ReportTable } from '@answerable/contracts';
import { displayCount, type Period } from '@answerable/disclosure';
import type { CoverageCounts } from '../coverage/coverage-counts.js';
import { reportPeriodOf } from './share.js';

export interface CoverageInput {
  readonly period: Period;
  readonly month: CoverageCounts;
  /** Given in June and December: the half-year's own. */
  readonly halfYear: CoverageCounts | null;
  readonly answersTowardsNext: number;
}

interface Row {
  readonly id: string;
  readonly label: string;
  readonly count: number | null;
  readonly unknown: string;
  readonly note?: string;
}

const notSigned = 'The police have not signed their totals for this month.';
const notSent = 'The police do not send this.';
const notArrived = 'Not complete when this report was made.';

/** T1: who could be asked, and who was not. Counts to the nearest 5; differences are taken between displayed values. Pure. */
export function coverageTable({ period, month, halfYear, answersTowardsNext }: CoverageInput): ReportTable {
  const counts: ReportCount[] = [
    row({
      id: 'closed',
      label: 'Cases of this kind the police say they closed',
      count: month.closedByPolice,
      unknown: notSigned,
    }),
    row({ id: 'received', label: 'Of these, told to Victim Support', count: month.received, unknown: notArrived }),
    missing(month),
    row({ id: 'asked', label: 'People Victim Support asked this month', count: month.asked, unknown: notArrived }),
    row({
      id: 'no-usable-contact',
      label: 'No usable contact from the police',
      count: month.noUsableContact,
      unknown: notArrived,
    }),
    row({ id: 'waiting-for-court', label: 'Waiting for the court', count: month.waitingForCourt, unknown: notArrived }),
    row({ id: 'answered', label: 'People who answered this month', count: month.answeredInMonth, unknown: notArrived }),
    row({
      id: 'towards-next',
      label: 'Answers received towards the next figure',
      count: answersTowardsNext,
      unknown: notArrived,
    }),
    row({
      id: 'not-told-about',
      label: 'Cases the police did not tell us about',
      count: month.notToldAbout,
      unknown: notArrived,
      note: 'Found because the person came to Victim Support, and verified.',
    }),
    ...stockRows(month),
    ...(halfYear === null
      ? []
      : [
          row({
            id: 'declined-half-year',
            label: 'Declined to take part, this half-year',
            count: halfYear.declined,
            unknown: notArrived,
          }),
          row({
            id: 'not-safe-half-year',
            label: 'Not safe or not possible to ask, this half-year',
            count: halfYear.notSafe,
            unknown: notArrived,
          }),
        ]),
  ];
  return {
    id: 'T1',
    title: 'Who could be asked',
    period: reportPeriodOf(period),
    sentence:
      'Counts of people and cases to the nearest 5, frozen at the end of the month. People are asked two to six weeks after a case ends.',
    counts,
    shares: [],
  };
}

/** A displayed count of T1 by its id; null when it is not known. */
export function aboutOf(table: ReportTable, id: string): number | null {
  return table.counts.find((each) => each.id === id)?.about ?? null;
}

function stockRows({ stock }: CoverageCounts): ReportCount[] {
  const of = (id: string, label: string, count: number | undefined, note?: string) =>
    row({ id, label, count: count ?? null, unknown: notSent, ...(note && { note }) });
  return [
    of('stock-opening', 'Open cases at the start of the month', stock?.opening),
    of('stock-reported', 'plus newly reported', stock?.reported),
    of('stock-reopened', 'plus reopened', stock?.reopened),
    of('stock-closed', 'less closed', stock?.closed),
    of('stock-transferred', 'less passed to another force', stock?.transferredOut),
    of('stock-closing', 'Open cases at the end of the month', stock?.closing, stock ? unaccounted(stock) : undefined),
    of('open-over-12-months', 'Open for more than twelve months', stock?.openOverTwelveMonths),
  ];
}

/** The stock equation holds, or the report says that it does not: a case that drops out of it is never asked about. */
function unaccounted(stock: NonNullable<CoverageCounts['stock']>): string | undefined {
  const { opening, reported, reopened, closed, transferredOut, closing } = stock;
  const off = Math.abs(opening + reported + reopened - closed - transferredOut - closing);
  if (off === 0) return undefined;
  const cases = displayCount(off).about!;
  return `These numbers of the police do not add up: ${cases === 0 ? 'a few' : `about ${cases}`} cases are not accounted for.`;
}

function missing({ closedByPolice, received }: CoverageCounts): ReportCount {
  const label = 'Missing: closed, but not told to Victim Support';
  if (closedByPolice === null || received === null)
    return {
      id: 'missing',
      label,
      about: null,
      words: 'not known',
      note: closedByPolice === null ? notSigned : notArrived,
    };
  const difference = displayCount(closedByPolice).about! - displayCount(received).about!;
  const about = Math.max(0, difference);
  return {
    id: 'missing',
    label,
    about,
    words: countWords(about),
    note: difference < 0 ? 'The police told Victim Support of more cases than they say they closed.' : null,
  };
}

function row({ id, label, count, unknown, note }: Row): ReportCount {
  if (count === null) return { id, label, about: null, words: 'not known', note: unknown };
  const about = displayCount(count).about!;
  return { id, label, about, words: countWords(about), note: note ?? null };
}

/** 0, 1 and 2 are all displayed as 0: "none" would claim too much. */
function countWords(about: number): string {
  return about === 0 ? 'none or almost none' : `about ${about}`;
}
