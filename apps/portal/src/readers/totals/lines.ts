import { controlTotals, offenceGroup, outcomeClass, unit } from '@answerable/contracts';
import { z } from 'zod';

export type Total = z.infer<typeof controlTotals>['totals'][number];

// A cell left empty is no nought: a number must be written.
const closures = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);
const line = z.object({ unit, offenceGroup, outcomeClass, closures });
const names = ['unit', 'offence group', 'outcome class', 'number of closures'] as const;

/** Totals as lines to type or to paste from a spreadsheet: unit, offence group, outcome class, number. */
export const linesOf = (totals: readonly (Omit<Total, 'closures'> & { closures?: number })[]): string =>
  totals
    .map((total) => [total.unit, total.offenceGroup, total.outcomeClass, total.closures ?? ''].join(', '))
    .join('\n');

/** Reads such lines; commas, semicolons or tabs between the fields. What is wrong is named by its line. */
export function readLines(text: string): { totals: Total[]; faults: string[] } {
  const totals: Total[] = [];
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (raw.trim() === '') continue;
    const cells = raw.split(/[,;\t]/).map((cell) => cell.trim());
    const parsed = line.safeParse({
      unit: cells.slice(0, -3).join(', '),
      offenceGroup: cells.at(-3)?.toLowerCase(),
      outcomeClass: cells.at(-2)?.toUpperCase(),
      closures: cells.at(-1),
    });
    if (cells.length < 4)
      faults.push(`Line ${index + 1} has ${cells.length} fields; it needs four: ${names.join(', ')}.`);
    else if (!parsed.success) faults.push(`Line ${index + 1}: ${faultOf(parsed.error)}`);
    else {
      const { unit: name, offenceGroup: group, outcomeClass: outcome } = parsed.data;
      const cell = `${name}|${group}|${outcome}`;
      if (seen.has(cell)) faults.push(`Line ${index + 1} repeats ${name}, ${group}, ${outcome}.`);
      seen.add(cell);
      totals.push(parsed.data);
    }
  }
  return { totals, faults };
}

function faultOf(error: z.ZodError): string {
  const field = String(error.issues[0]?.path[0]);
  if (field === 'offenceGroup') return `the offence group must be one of ${offenceGroup.options.join(', ')}.`;
  if (field === 'outcomeClass') return `the outcome class must be one of ${outcomeClass.options.join(', ')}.`;
  if (field === 'closures') return 'the number of closures must be a whole number, 0 or more.';
  return 'the unit is missing.';
}
