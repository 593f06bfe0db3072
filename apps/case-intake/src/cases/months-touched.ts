import { london } from '@answerable/service';
import type { CaseRecord } from './case-record.js';

/** The stock of open cases is looked at for so many months back; what lies further back is counted for its own month alone. */
const STOCK_MONTHS = 24;

/**
 * Months whose figures may differ now: those of its report and its closing, the one that runs if it waits for the court, and every month in which it is open after and was
 * not before, or the other way round. `today` is Europe/London.
 */
export function monthsTouched(before: CaseRecord, after: CaseRecord, today: string): Set<string> {
  const months = new Set<string>();
  for (const { closing, facts } of [before, after]) {
    if (closing) months.add(closing.closedOn.slice(0, 7));
    if (facts) months.add(facts.reportedOn.slice(0, 7));
  }
  // How many wait for the court now is of the month that runs, whenever their cases were closed.
  if (before.proceedingsLive !== after.proceedingsLive || (after.proceedingsLive && before.closing !== after.closing))
    months.add(today.slice(0, 7));
  const [was, is] = [openDays(before, today), openDays(after, today)];
  if (!was && !is) return months;
  const changed = was && is ? [sorted(was[0], is[0]), sorted(was[1], is[1])] : [(was ?? is)!];
  for (const [from, to] of changed) {
    const oldest = london.addMonths(today.slice(0, 7), -STOCK_MONTHS);
    const last = to.slice(0, 7) < today.slice(0, 7) ? to.slice(0, 7) : today.slice(0, 7);
    const first = from.slice(0, 7) > oldest ? from.slice(0, 7) : oldest;
    for (let month = first; month <= last; month = london.addMonths(month, 1)) months.add(month);
  }
  return months;
}

const sorted = (a: string, b: string): [string, string] => (a < b ? [a, b] : [b, a]);

/** First and last day on which it is open. */
function openDays({ facts, closing, status }: CaseRecord, today: string): [from: string, to: string] | null {
  if (!facts || status === 'merged' || status === 'removed') return null;
  return [facts.reportedOn, status === 'closed' && closing ? closing.closedOn : today];
}
