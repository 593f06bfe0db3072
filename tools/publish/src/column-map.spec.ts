import { policeEventTypes } from '@answerable/contracts';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { columnMap, columnsOf, type ColumnMap } from './column-map.js';
import { rowToEvent } from './row-to-event.js';

// Properties try hundreds of cases; a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

const column = fc.constantFrom('REF', 'UNIT', 'CLOSED', 'OUTCOME', 'NAME', 'PHONE', 'MAIL', '__proto__', 'constructor');
const written = fc.oneof(fc.string(), fc.boolean());
const rule = fc.oneof(
  column,
  fc.record(
    {
      column: fc.oneof(column, fc.array(column, { minLength: 1, maxLength: 3 })),
      values: fc.dictionary(fc.string(), written, { maxKeys: 3 }),
      otherwise: fc.oneof(written, fc.constant(null)),
      fixed: fc.oneof(written, fc.constant(null)),
    },
    { requiredKeys: [] },
  ),
);
const fields = fc.constantFrom('caseReference', 'unit', 'offenceClass', 'reportedOn', 'closedOn', 'outcomeCode', 'x');
const type = fc.constantFrom(...policeEventTypes);
const map = fc.record({
  system: fc.constant('niche'),
  description: fc.string(),
  dates: fc.constantFrom('DD/MM/YYYY', 'YYYY-MM-DD', 'DD-MMM-YYYY'),
  type: fc.oneof(type, fc.record({ column, values: fc.dictionary(fc.string(), type, { maxKeys: 3 }) })),
  changed: column,
  fields: fc.dictionary(fields, rule),
  contact: fc.option(
    fc.record({
      first: rule,
      telephones: fc.array(fc.dictionary(fc.constantFrom('number', 'safe', 'times'), rule), { maxLength: 2 }),
      emails: fc.array(fc.dictionary(fc.constantFrom('address', 'safe'), rule), { maxLength: 2 }),
      addressLines: fc.array(column, { maxLength: 2 }),
    }),
  ),
}) as fc.Arbitrary<unknown>;

function mapOf(value: unknown): ColumnMap {
  return columnMap.parse(value);
}

describe('a column map', () => {
  it('whatever it is, is taken or has its faults named', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ system: fc.string(), fields: fc.jsonValue() })), (value) => {
        const parsed = columnMap.safeParse(value);
        expect(parsed.success || parsed.error.issues.length > 0).toBe(true);
      }),
    );
  });

  it('with a field that is none of a map is refused: a name written wrong would leave a column out unnoticed', () => {
    fc.assert(
      fc.property(map, fc.constantFrom('field', 'contacts', 'telephone'), (value, extra) => {
        expect(columnMap.safeParse({ ...(value as object), [extra]: {} }).success).toBe(false);
      }),
    );
  });

  it('names every column that it reads: an export without one of them is seen before the first row is sent', () => {
    fc.assert(
      fc.property(map, (value) => {
        const parsed = mapOf(value);
        const read = new Set<string>();
        const row = new Proxy({} as Record<string, string>, {
          get: (_, name) => (typeof name === 'string' ? (read.add(name), '') : undefined),
        });
        rowToEvent(row, parsed);
        expect([...read].filter((name) => !columnsOf(parsed).includes(name))).toEqual([]);
      }),
    );
  });

  it('makes of any row an event or a list of faults, which never quote what stands in a contact', () => {
    const secret = 'Ana Example 02079460018';
    const cells = fc.dictionary(
      column,
      fc.oneof(fc.string(), fc.constantFrom(secret, '2026-05-19', '19/05/2026', '16')),
    );
    fc.assert(
      fc.property(map, cells, (value, row) => {
        const read = rowToEvent(Object.assign(Object.create(null) as object, row), mapOf(value));
        if ('faults' in read) expect(read.faults.length).toBeGreaterThan(0);
        else expect(Number.isSafeInteger(read.caseversion)).toBe(true);
        const said =
          'faults' in read ? JSON.stringify(read.faults.filter(({ field }) => field.startsWith('contact'))) : '';
        expect(said).not.toContain(secret);
      }),
      { numRuns: 300 },
    );
  });
});
