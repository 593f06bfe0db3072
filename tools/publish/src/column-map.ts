import { contactMarks, policeEventData, type PoliceEventType } from '@answerable/contracts';
import { z } from 'zod';

const column = z.string().min(1);

/**
 * Where a field comes from: a column, or the first of several that is filled; `values` translates what stands there (without
 * regard to case), `otherwise` is taken for an empty cell, `fixed` for every row.
 */
const cellRule = z.union([
  column,
  z.strictObject({
    column: z.union([column, z.array(column).min(1)]).optional(),
    values: z.record(z.string(), z.union([z.string(), z.boolean()])).optional(),
    otherwise: z.union([z.string(), z.boolean(), z.null()]).optional(),
    fixed: z.union([z.string(), z.boolean(), z.null()]).optional(),
  }),
]);
export type CellRule = z.infer<typeof cellRule>;

const types = Object.keys(policeEventData) as [PoliceEventType, ...PoliceEventType[]];

/** How the export of one case system becomes events: data, one file a system, so that a data officer can change it. */
export const columnMap = z.strictObject({
  system: z.string().regex(/^[a-z0-9-]{1,40}$/),
  description: z.string(),
  dates: z.enum(['DD/MM/YYYY', 'YYYY-MM-DD', 'DD-MMM-YYYY']),
  /** Type of event: the same for each row, or by the value of a column. */
  type: z.union([
    z.enum(types),
    z.strictObject({ column, values: z.record(z.string(), z.enum(types)), otherwise: z.enum(types).optional() }),
  ]),
  /**
   * Column with the day or time of the last change; makes a later export of the same case supersede. Without it an outcome that
   * is changed and changed back, or a corrected telephone number, would be taken for what was sent before.
   */
  changed: column,
  /** Fields of the event's data, by name of the contract. */
  fields: z.record(z.string(), cellRule),
  /** What is encrypted before it leaves; a row without any of it has no contact. */
  contact: z
    .strictObject({
      first: cellRule,
      last: cellRule.optional(),
      dateOfBirth: cellRule.optional(),
      telephones: z.array(z.record(z.string(), cellRule)).default([]),
      emails: z.array(z.record(z.string(), cellRule)).default([]),
      addressLines: z.array(column).default([]),
      postcode: column.optional(),
      addressSafe: cellRule.optional(),
      language: cellRule.optional(),
      interpreter: cellRule.optional(),
      linksSafeConfirmedOn: cellRule.optional(),
      checkWord: cellRule.optional(),
      confirmedOn: cellRule.optional(),
      marks: z.partialRecord(z.enum(contactMarks), column).default({}),
    })
    .nullable(),
});
export type ColumnMap = z.infer<typeof columnMap>;

/** Columns that the map reads, to tell at once when an export lacks one. */
export function columnsOf(map: ColumnMap): string[] {
  const found = new Set<string>();
  const walk = (rule: CellRule | undefined): void => {
    if (rule === undefined) return;
    const named = typeof rule === 'string' ? rule : (rule.column ?? []);
    for (const name of Array.isArray(named) ? named : [named]) found.add(name);
  };
  if (typeof map.type === 'object') found.add(map.type.column);
  found.add(map.changed);
  for (const rule of Object.values(map.fields)) walk(rule);
  if (!map.contact) return [...found];
  const { telephones, emails, addressLines, postcode, marks, ...single } = map.contact;
  for (const rule of Object.values(single)) walk(rule);
  for (const block of [...telephones, ...emails]) for (const rule of Object.values(block)) walk(rule);
  for (const name of [...addressLines, ...(postcode ? [postcode] : []), ...Object.values(marks)]) found.add(name);
  return [...found];
}
