import { contactBlock, policeEventData, type ContactBlockInput, type PoliceEventType } from '@answerable/contracts';
import type { z } from 'zod';
import { cellOf, dateOf, placeInTime, type Fault, type Row } from './cells.js';
import type { CellRule, ColumnMap } from './column-map.js';

export interface ReadRow {
  readonly type: PoliceEventType;
  readonly caseversion: number;
  /** Without the contact, which is sealed later. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly takesContact: boolean;
  readonly contact: ContactBlockInput | null;
}

const dateFields = ['reportedOn', 'closedOn', 'reopenedOn', 'startedOn', 'endedOn'];
// Any JWE will do to judge the rest of the row.
const placeholder = 'eyJhbGciOiJFQ0RILUVTIn0..aXY.Y2lwaGVydGV4dA.dGFn';

/** Turns a row of an export into an event, or says cell by cell why it cannot. */
export function rowToEvent(row: Row, map: ColumnMap): ReadRow | { readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const type = typeOf(row, map);
  if (!type) return { faults: [{ field: 'type', message: 'the kind of event in this row is not in the column map' }] };
  const schema = policeEventData[type] as z.ZodObject;
  const data: Record<string, unknown> = {};
  for (const [name, rule] of Object.entries(map.fields)) {
    if (!(name in schema.shape)) continue;
    const value = cellOf(rule, row);
    data[name] = dateFields.includes(name) && typeof value === 'string' ? dated(name, value) : value;
  }
  const takesContact = 'contact' in schema.shape;
  const contact = takesContact ? contactOf(row, map) : null;
  const judged = schema.safeParse({ ...data, ...(takesContact && { contact: contact ? placeholder : null }) });
  for (const issue of judged.error?.issues ?? []) {
    const field = issue.path.join('.');
    if (!faults.some((fault) => fault.field === field)) faults.push({ field, message: messageOf(issue, data, map) });
  }
  // The content of a contact stays out of every report: only the field is named.
  const block = contact && contactBlock.safeParse(contact);
  for (const issue of block?.error?.issues ?? []) {
    faults.push({ field: `contact.${issue.path.join('.')}`, message: 'cannot be read as it stands' });
  }
  // A later export of the same case has a higher version.
  const caseversion = placeInTime(row[map.changed]?.trim() ?? '', map.dates);
  if (caseversion === null)
    faults.push({
      field: 'changed',
      message: `the day or time of the last change cannot be read (${map.dates}, HH:MM)`,
    });
  if (faults.length > 0) return { faults };
  return { type, caseversion: caseversion!, data, takesContact, contact };

  function dated(name: string, text: string): string | undefined {
    const date = dateOf(text, map.dates);
    if (date === null) faults.push({ field: name, message: `expected a date as ${map.dates}` });
    return date ?? undefined;
  }
}

function typeOf(row: Row, { type }: ColumnMap): PoliceEventType | undefined {
  if (typeof type === 'string') return type;
  const written = row[type.column]?.trim().toLowerCase() ?? '';
  const known = Object.entries(type.values).find(([value]) => value.toLowerCase() === written);
  return known?.[1] ?? type.otherwise;
}

function messageOf(issue: z.core.$ZodIssue, data: Record<string, unknown>, map: ColumnMap): string {
  const field = String(issue.path[0] ?? '');
  const rule = map.fields[field];
  const named = rule === undefined ? [] : [typeof rule === 'string' ? rule : (rule.column ?? [])].flat();
  const where = named.length > 0 ? ` (column ${named.join(' or ')})` : '';
  return data[field] === undefined || data[field] === null ? `is empty${where}` : `${issue.message}${where}`;
}

function contactOf(row: Row, { contact: rules, dates }: ColumnMap): ContactBlockInput | null {
  if (!rules) return null;
  const text = (rule: CellRule | undefined): string | undefined => {
    const value = rule === undefined ? undefined : cellOf(rule, row);
    return value === null || value === undefined ? undefined : String(value);
  };
  const date = (rule: CellRule | undefined): string | undefined => {
    const value = text(rule);
    return value === undefined ? undefined : (dateOf(value, dates) ?? value);
  };
  const list = (blocks: readonly Record<string, CellRule>[], key: string) =>
    blocks.map((block) => filled(block, row)).filter((block) => block[key] !== undefined);
  const lines = rules.addressLines.map((column) => row[column]?.trim()).filter((line) => line);
  const telephones = list(rules.telephones, 'number');
  const emails = list(rules.emails, 'address');
  const postcode = text(rules.postcode);
  const first = text(rules.first);
  if (!first && telephones.length === 0 && emails.length === 0 && lines.length === 0) return null;
  return withoutEmpty({
    name: withoutEmpty({ first: first ?? '', last: text(rules.last) }),
    dateOfBirth: date(rules.dateOfBirth),
    telephones,
    emails,
    address:
      lines.length > 0 && postcode ? withoutEmpty({ lines, postcode, safe: text(rules.addressSafe) }) : undefined,
    language: text(rules.language),
    interpreter: isYes(text(rules.interpreter)) || undefined,
    linksSafeConfirmedOn: date(rules.linksSafeConfirmedOn),
    checkWord: text(rules.checkWord),
    confirmedOn: date(rules.confirmedOn),
    marks: Object.entries(rules.marks).flatMap(([mark, column]) => (isYes(row[column]) ? [mark] : [])),
  }) as ContactBlockInput;
}

function filled(block: Readonly<Record<string, CellRule>>, row: Row): Record<string, unknown> {
  return withoutEmpty(
    Object.fromEntries(Object.entries(block).map(([name, rule]) => [name, cellOf(rule, row) ?? undefined])),
  );
}

function withoutEmpty(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}

const isYes = (text: string | undefined): boolean => /^(y|yes|true|1|x)$/i.test(text?.trim() ?? '');
