import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readRows, type NumberedRow } from './read-rows.js';

// Properties try many files; a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-rows-'));
});

async function rowsOf(name: string, content: Buffer | string): Promise<NumberedRow[]> {
  const path = join(folder, name);
  await writeFile(path, content);
  const rows: NumberedRow[] = [];
  for await (const row of readRows(path)) rows.push(row);
  return rows;
}

const expected = [{ number: 2, row: { Forename: 'Zoë', Surname: 'Müller–Łuk' }, misaligned: false }];
const inOldCodePage = [{ number: 2, row: { Forename: 'Zoë', Surname: 'Müller–Ruiz €' }, misaligned: false }];

describe('an export as a text file', () => {
  const text = 'Forename,Surname\r\nZoë,Müller–Łuk\r\n';
  it.each([
    ['UTF-8', Buffer.from(text), expected],
    ['UTF-8 with a mark at its start', Buffer.from(`\uFEFF${text}`), expected],
    ['UTF-16 as Excel writes it', Buffer.from(`\uFEFF${text.replaceAll(',', '\t')}`, 'utf16le'), expected],
    [
      'the code page of Windows',
      Buffer.from('Forename;Surname\r\nZo\xeb;M\xfcller\x96Ruiz \x80\r\n', 'latin1'),
      inOldCodePage,
    ],
  ])('in %s keeps every letter of a name', async (_, bytes, rows) => {
    expect(await rowsOf('names.csv', bytes)).toEqual(rows);
  });

  it('comes back as it was written, whatever stands in its cells', async () => {
    const cell = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((value) => value.isWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (cells) => {
        const quoted = cells.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','));
        const rows = await rowsOf('any.csv', `a,b\n${quoted.join('\n')}\n`);
        expect(rows.map(({ row }) => [row['a'], row['b']])).toEqual(cells);
      }),
      { numRuns: 40 },
    );
  });

  it.each([',', ';', '\t'])(
    'has one separator, that of its header (%j); the others stand in its cells',
    async (separator) => {
      const others = [',', ';', '\t'].filter((each) => each !== separator);
      const cell = fc.string({ unit: fc.constantFrom('x', ' ', ...others), minLength: 1, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), async (cells) => {
          const lines = cells.map((row) => ['x', ...row].join(separator));
          const rows = await rowsOf('one.csv', [['n', 'a', 'b', 'c'].join(separator), ...lines].join('\n'));
          expect(rows.map(({ row }) => [row['a'], row['b'], row['c']])).toEqual(cells);
          expect(rows.some(({ misaligned }) => misaligned)).toBe(false);
        }),
        { numRuns: 40 },
      );
    },
  );

  it('tells where a row does not fit its header: whose cell is whose is not known', async () => {
    const rows = await rowsOf('shifted.csv', 'a;b;c\n1;2;3\n1;2;3;\n1;tel 1; tel 2;3\n1;2\n');
    expect(rows.map(({ number, misaligned }) => [number, misaligned])).toEqual([
      [2, false],
      [3, false],
      [4, true],
      [5, true],
    ]);
  });

  it('that is not there, or no table, is an error to catch', async () => {
    const read = async (path: string): Promise<void> => {
      for await (const _ of readRows(path)) void _;
    };
    await expect(read(join(folder, 'nowhere.csv'))).rejects.toThrow('nowhere.csv');
    await expect(read(join(folder, 'nowhere.xlsx'))).rejects.toThrow();
    await expect(rowsOf('broken.xlsx', 'no spreadsheet')).rejects.toThrow();
    await expect(rowsOf('open.csv', 'a,b\n"never closed')).rejects.toThrow(/quote/i);
  });
});

describe('an export as a spreadsheet', () => {
  async function sheetOf(rows: readonly (readonly ExcelJS.CellValue[])[]): Promise<Buffer> {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('Export');
    sheet.addRow(['n', 'a', 'b']);
    for (const row of rows) sheet.addRow([...row]);
    return Buffer.from(await workbook.xlsx.writeBuffer());
  }

  it('comes back as it was written, whatever stands in its cells', async () => {
    // What XML cannot hold, a spreadsheet program does not write.
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((value) => value.trim() === value);
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    const cell = fc.oneof(
      text.map((value) => [value, value] as const),
      fc.integer().map((value) => [value, String(value)] as const),
      fc.boolean().map((value) => [value, String(value)] as const),
      day.map((at) => {
        const iso = at.toISOString().slice(0, 10);
        return [new Date(iso), iso] as const;
      }),
      fc.constant([null, ''] as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (cells) => {
        const rows = await rowsOf('any.xlsx', await sheetOf(cells.map((row) => ['x', ...row.map(([value]) => value)])));
        expect(rows.map(({ row }) => [row['a'], row['b']])).toEqual(cells.map((row) => row.map(([, shown]) => shown)));
      }),
      { numRuns: 25 },
    );
  });

  it('that was cut off or damaged on its way is an error to catch, or the rows that it holds: never a crash', async () => {
    const whole = await sheetOf([['x', 'Ana', 16]]);
    const damage = fc.oneof(
      fc.nat(whole.length - 3).map((length) => whole.subarray(0, length + 2)),
      fc.tuple(fc.integer({ min: 2, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
        const bytes = Buffer.from(whole);
        bytes[at] = bytes[at]! ^ by;
        return bytes;
      }),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (bytes) => {
        const read = await rowsOf('damaged.xlsx', bytes).catch((error: unknown) => error);
        expect(read instanceof Error || Array.isArray(read)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('gives dates, numbers, codes and formulas as they are shown', async () => {
    const path = join(folder, 'typed.xlsx');
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('Export');
    sheet.addRow(['Reference', 'Closed', 'Changed', 'Outcome', 'Unit', 'Mail']);
    sheet.addRow([
      44260000101,
      new Date('2026-05-19'),
      new Date('2026-05-19T16:02:00Z'),
      16,
      { formula: '"Team "&2', result: 'Team 2' },
      { text: 'ana@example.org', hyperlink: 'mailto:ana@example.org' },
    ]);
    sheet.addRow([]);
    sheet.addRow(['A-2', '19/05/2026', null, '1A', { richText: [{ text: 'Team ' }, { text: '3' }] }, '']);
    await workbook.xlsx.writeFile(path);
    const rows: NumberedRow[] = [];
    for await (const row of readRows(path)) rows.push(row);
    expect(rows).toEqual([
      {
        number: 2,
        row: {
          Reference: '44260000101',
          Closed: '2026-05-19',
          Changed: '2026-05-19T16:02:00',
          Outcome: '16',
          Unit: 'Team 2',
          Mail: 'ana@example.org',
        },
        misaligned: false,
      },
      {
        number: 4,
        row: { Reference: 'A-2', Closed: '19/05/2026', Changed: '', Outcome: '1A', Unit: 'Team 3', Mail: '' },
        misaligned: false,
      },
    ]);
  });
});
