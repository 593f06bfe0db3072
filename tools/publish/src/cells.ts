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
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(text);
  if (iso) return real(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  if (format === 'DD/MM/YYYY') {
    const found = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: .*)?$/.exec(text);
    return found && real(Number(found[3]), Number(found[2]), Number(found[1]));
  }
  if (format === 'DD-MMM-YYYY') {
    const found = /^(\d{1,2})[- ]([A-Za-z]{3})[A-Za-z]*[- ](\d{4})(?: .*)?$/.exec(text);
    return found && real(Number(found[3]), months.indexOf(found[2]!.toLowerCase()) + 1, Number(found[1]));
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
