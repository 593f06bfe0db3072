/** A calendar month, Europe/London, as `YYYY-MM`. */
export type Month = string;

/** Whole months, both ends included. */
export interface Period {
  readonly from: Month;
  readonly to: Month;
}

/** The month `count` months later (earlier when negative). Throws RangeError for what is not a month. */
export function addMonths(month: Month, count: number): Month {
  const index = monthIndex(month) + count;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** Every month of a period in order; empty when it ends before it begins. */
export function monthsOf({ from, to }: Period): Month[] {
  const months: Month[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** The calendar half-year of a month: January to June or July to December. */
export function halfOf(month: Month): Period {
  return spanOf(month, 6);
}

/** The calendar quarter of a month. */
export function quarterOf(month: Month): Period {
  return spanOf(month, 3);
}

/** The calendar year of a month. */
export function yearOf(month: Month): Period {
  return spanOf(month, 12);
}

/** Whether every month of `inner` is one of `outer`. */
export function within(inner: Period, outer: Period): boolean {
  return inner.from >= outer.from && inner.to <= outer.to;
}

/** `September 2026`, `August to September 2026` or `December 2026 to January 2027`. */
export function periodInWords({ from, to }: Period): string {
  const [fromYear, toYear] = [from.slice(0, 4), to.slice(0, 4)];
  if (from === to) return `${monthName(to)} ${toYear}`;
  if (fromYear === toYear && from.endsWith('-01') && to.endsWith('-12')) return toYear;
  return fromYear === toYear
    ? `${monthName(from)} to ${monthName(to)} ${toYear}`
    : `${monthName(from)} ${fromYear} to ${monthName(to)} ${toYear}`;
}

function spanOf(month: Month, length: number): Period {
  const first = Math.floor((monthIndex(month) % 12) / length) * length;
  const from = addMonths(`${month.slice(0, 4)}-01`, first);
  return { from, to: addMonths(from, length - 1) };
}

function monthIndex(month: Month): number {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
  if (!match) throw new RangeError(`not a month: ${month}`);
  return Number(match[1]) * 12 + Number(match[2]) - 1;
}

const names = 'January February March April May June July August September October November December'.split(' ');

function monthName(month: Month): string {
  return names[Number(month.slice(5)) - 1] ?? month;
}
