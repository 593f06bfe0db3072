import { date, offenceGroup, outcomeClass, type OffenceGroup, type OutcomeClass } from '@answerable/contracts';
import { z } from 'zod';

const dated = { code: z.string().min(1).max(20), label: z.string().min(1), from: date, until: date.nullable() };

/** `class: null`: a code that exists but is never accepted for these offences. `until` is the last day in force. */
export const outcomeRows = z.array(z.strictObject({ ...dated, class: outcomeClass.nullable() }));
export const offenceRows = z.array(
  z.strictObject({ ...dated, group: offenceGroup, concernsChildren: z.boolean(), inScope: z.boolean() }),
);

export type OutcomeRow = z.infer<typeof outcomeRows>[number];
export type OffenceRow = z.infer<typeof offenceRows>[number];

export type OutcomeReading =
  | { kind: 'known'; code: string; class: OutcomeClass }
  | { kind: 'not-accepted'; code: string }
  | { kind: 'unknown'; code: string };
export type OffenceReading =
  | { kind: 'known'; code: string; group: OffenceGroup }
  | { kind: 'out-of-scope'; code: string }
  | { kind: 'unknown'; code: string };

/** Outcome codes as exports write them: `N1001`, `n100-1`, `16 `, `016`, `16.0`, `incident only`. Idempotent. */
export function normaliseOutcomeCode(written: string): string {
  const text = written.toUpperCase().replace(/\s+/g, ' ').trim();
  const neverRecorded = /^N ?100[ /._-]?([0-9])$/.exec(text);
  if (neverRecorded) return `N100/${neverRecorded[1]}`;
  const numbered = /^0*([1-9]\d{0,2}) ?([A-Z]?)(?:\.0+)?$/.exec(text);
  if (numbered) return `${numbered[1]}${numbered[2]}`;
  const cancelled = /^C[ -]?0?([1-9])$/.exec(text);
  if (cancelled) return `C${cancelled[1]}`;
  return text.replace(/^RE[ _-]CLASS/, 'RECLASS').replace(/[ _-]+/g, '_');
}

/** Home Office classes as exports write them: `19c`, `019C`, `19/C`, `21.0`. Idempotent. */
export function normaliseOffenceClass(written: string): string {
  const text = written.toUpperCase().replace(/\s+/g, '').trim();
  const found = /^0*([1-9]\d{0,2})[/-]?([A-Z]?)(?:\.0+)?$/.exec(text);
  return found ? `${found[1]}${found[2]}` : text;
}

/** Dated outcome codes and offence classes of the Home Office counting rules, as data. */
export class CodeTables {
  private readonly outcomes: ReadonlyMap<string, readonly OutcomeRow[]>;
  private readonly offences: ReadonlyMap<string, readonly OffenceRow[]>;

  constructor(outcomes: readonly OutcomeRow[], offences: readonly OffenceRow[]) {
    this.outcomes = Map.groupBy(outcomes, (row) => row.code);
    this.offences = Map.groupBy(offences, (row) => row.code);
  }

  outcome(written: string, on: string): OutcomeReading {
    const code = normaliseOutcomeCode(written);
    const row = inForce(this.outcomes.get(code), on);
    if (!row) return { kind: 'unknown', code };
    return row.class === null ? { kind: 'not-accepted', code } : { kind: 'known', code, class: row.class };
  }

  offence(written: string, on: string): OffenceReading {
    const code = normaliseOffenceClass(written);
    const row = inForce(this.offences.get(code), on);
    if (!row) return { kind: 'unknown', code };
    return row.inScope ? { kind: 'known', code, group: row.group } : { kind: 'out-of-scope', code };
  }
}

interface Dated {
  code: string;
  from: string;
  until: string | null;
}

function inForce<R extends Dated>(rows: readonly R[] | undefined, on: string): R | undefined {
  return rows?.find((row) => row.from <= on && (row.until === null || on <= row.until));
}

/** What is wrong with a table: codes not in their normal form, periods that end before they begin or overlap. */
export function faultsOf(rows: readonly Dated[], normalise: (written: string) => string): string[] {
  const faults: string[] = [];
  for (const row of rows) {
    if (normalise(row.code) !== row.code) faults.push(`${row.code} is not in its normal form ${normalise(row.code)}`);
    if (row.until !== null && row.until < row.from) faults.push(`${row.code} ends before it begins`);
  }
  for (const [code, periods] of Map.groupBy(rows, (row) => row.code)) {
    const sorted = periods.toSorted((a, b) => a.from.localeCompare(b.from));
    sorted.slice(1).forEach((row, i) => {
      const before = sorted[i]!;
      if (before.until === null || before.until >= row.from) faults.push(`${code} has two meanings on ${row.from}`);
    });
  }
  return faults;
}
