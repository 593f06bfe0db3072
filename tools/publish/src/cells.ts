import type { CellRule, ColumnMap } from './column-map.js';

export type Row = Readonly<Record<string, string>>;

/** What is wrong with one cell of a row; never its content when it belongs to a contact. */
export interface Fault {
  readonly field: string;
  readonly message: string;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A date of the export as YYYY-MM-DD; null where it is none. A time after it is left out. */
export function dateOf(text: string, format: ColumnMap['dates']): string | null {
  return split(text, format)?.day ?? null;
}

/** Counted by the clocks of summer all the year, as earlier releases did by the clocks as they were: none of theirs is later than its successor. */
const SUMMER_TIME = 3600;

const CLOCK =
  /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: ?([ap])\.?m\.?)?(?: ?(Z|UTC|GMT|BST|[+-]\d{2}:?\d{2}))?$/i;

/**
 * A date and the time after it, if any, as seconds that order the changes of a case; null where either cannot be read: a wrong order would
 * let an older export supersede a newer one. A time without an offset is London's; in the hour that comes twice in autumn it is the later of the two.
 */
export function placeInTime(text: string, format: ColumnMap['dates']): number | null {
  const { day, time } = split(text, format) ?? { day: null, time: '' };
  const [found, hours = '', minutes = '', seconds = '0', half, zone] = CLOCK.exec(time === '' ? '0:00' : time) ?? [];
  if (day === null || found === undefined) return null;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59 || (half !== undefined && Number(hours) > 12))
    return null;
  const wall = Date.parse(`${day}T00:00:00Z`) / 1000 + hour * 3600 + Number(minutes) * 60 + Number(seconds);
  return wall - (zone === undefined ? londonAhead(wall) : zoneAhead(zone)) + SUMMER_TIME;
}

const londonHour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: 'numeric', hourCycle: 'h23' });

/** Seconds by which London's clocks are ahead when they show this time, itself read as if it were UTC. */
function londonAhead(wall: number): number {
  return Number(londonHour.format(wall * 1000)) === new Date(wall * 1000).getUTCHours() ? 0 : 3600;
}

function zoneAhead(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (sign === undefined) return zone.toUpperCase() === 'BST' ? 3600 : 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

function split(text: string, format: ColumnMap['dates']): { day: string | null; time: string } | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](.*))?$/.exec(text);
  if (iso) return { day: real(Number(iso[1]), Number(iso[2]), Number(iso[3])), time: iso[4]?.trim() ?? '' };
  if (format === 'DD/MM/YYYY') {
    const found = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: (.*))?$/.exec(text);
    return found && { day: real(Number(found[3]), Number(found[2]), Number(found[1])), time: found[4]?.trim() ?? '' };
  }
  if (format === 'DD-MMM-YYYY') {
    const found = /^(\d{1,2})[- ]([A-Za-z]{3})[A-Za-z]*[- ](\d{4})(?: (.*))?$/.exec(text);
    const month = months.indexOf(found?.[2]?.toLowerCase() ?? '') + 1;
    return found && { day: real(Number(found[3]), month, Number(found[1])), time: found[4]?.trim() ?? '' };
  }
  return null;
}

function real(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : null;
}

/** What a rule finds in a row: undefined where the cell is empty and nothing stands in for it. */
export function cellOf(rule: CellRule, row: Row): string | boolean | null | undefined {
  if (typeof rule === 'string') return textOf(row, [rule]);
  if (rule.fixed !== undefined) return rule.fixed;
  const columns = rule.column === undefined ? [] : [rule.column].flat();
  const text = textOf(row, columns);
  if (text === undefined) return rule.otherwise;
  if (!rule.values) return text;
  const known = Object.entries(rule.values).find(([written]) => written.toLowerCase() === text.toLowerCase());
  return known ? known[1] : text;
}

function textOf(row: Row, columns: readonly string[]): string | undefined {
  return columns.map((column) => row[column]?.trim()).find((text) => text !== undefined && text !== '');
}
