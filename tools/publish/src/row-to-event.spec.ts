import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import ExcelJS from 'exceljs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { dateOf, placeInTime } from './cells.js';
import { columnMap, columnsOf, type ColumnMap } from './column-map.js';
import { mapsFolder } from './maps-folder.js';
import { readRows, type NumberedRow } from './read-rows.js';
import { rowToEvent, type ReadRow } from './row-to-event.js';

// Properties try hundreds of cases; a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

const systems = ['niche', 'connect', 'athena'];
const mapOf = async (name: string): Promise<ColumnMap> =>
  columnMap.parse(JSON.parse(await readFile(join(mapsFolder, `${name}.json`), 'utf8')));
const sample = (name: string): string => join(mapsFolder, '..', 'samples', `${name}.csv`);
async function rowsOf(path: string): Promise<NumberedRow[]> {
  const rows: NumberedRow[] = [];
  for await (const row of readRows(path)) rows.push(row);
  return rows;
}

describe.each(systems)('the column map of %s', (name) => {
  it('finds all its columns in the sample export, and says of each row what it is or why not', async () => {
    const [map, rows] = [await mapOf(name), await rowsOf(sample(name))];
    expect(columnsOf(map).filter((column) => !(column in rows[0]!.row))).toEqual([]);
    const read = rows.map(({ row }) => rowToEvent(row, map));
    expect(read.filter((result) => 'type' in result).length).toBeGreaterThan(1);
  });

  it('reads the same from a spreadsheet as from the text file', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'publish-')), 'export.xlsx');
    const rows = await rowsOf(sample(name));
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('Export');
    sheet.addRow(Object.keys(rows[0]!.row));
    for (const { row } of rows) sheet.addRow(Object.values(row));
    await workbook.xlsx.writeFile(path);
    const map = await mapOf(name);
    const results = (all: NumberedRow[]) => all.map(({ row }) => rowToEvent(row, map));
    expect(results(await rowsOf(path))).toEqual(results(rows));
  });
});

describe('a row of an export', () => {
  it('becomes an event with the contact apart, to be sealed', async () => {
    const [first] = await rowsOf(sample('niche'));
    const read = rowToEvent(first!.row, await mapOf('niche')) as ReadRow;
    expect(read).toMatchObject({
      type: 'police.case.closed.v1',
      data: {
        caseReference: '44260000101',
        closedOn: '2026-05-19',
        outcomeCode: '16',
        policeReferral: 'not_asked',
        areaCode: 'E05011110',
      },
      contact: {
        name: { first: 'Ana', last: 'Example' },
        dateOfBirth: '1991-02-03',
        telephones: [{ number: '07700 900123', safe: 'safe' }],
      },
    });
    expect(JSON.stringify(read.data)).not.toMatch(/Ana|07700/);
  });

  it('without anything to reach her by has no contact, and is sent all the same', async () => {
    const rows = await rowsOf(sample('niche'));
    expect(rowToEvent(rows[2]!.row, await mapOf('niche'))).toMatchObject({ contact: null, takesContact: true });
  });

  it('that cannot be sent says which column to look at, and never shows what stands in a contact', async () => {
    const rows = await rowsOf(sample('niche'));
    const result = rowToEvent(rows[4]!.row, await mapOf('niche'));
    expect(result).toEqual({
      faults: [
        { field: 'unit', message: 'is empty (column Owning Unit)' },
        { field: 'contact.emails.0.address', message: 'cannot be read as it stands' },
      ],
    });
  });

  it('of a later export of the same case has a higher version', async () => {
    const rows = await rowsOf(sample('connect'));
    const map = await mapOf('connect');
    const versions = rows.slice(0, 5).map(({ row }) => (rowToEvent(row, map) as ReadRow).caseversion);
    expect(versions[3]).toBeGreaterThan(versions[2]!);
    expect(versions[4]).toBeGreaterThan(versions[3]!);
  });

  it('never makes the reader throw, whatever stands in its cells', async () => {
    const map = await mapOf('niche');
    const columns = columnsOf(map);
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: columns.length, maxLength: columns.length }), (cells) => {
        const row = Object.fromEntries(columns.map((column, i) => [column, cells[i]!]));
        expect(rowToEvent(row, map)).toBeDefined();
      }),
    );
  });
});

describe('a date of an export', () => {
  it('is read back as it was written, in each way of writing', () => {
    const days = fc.date({ min: new Date('1950-01-01'), max: new Date('2050-01-01'), noInvalidDate: true });
    const names = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
    fc.assert(
      fc.property(days, (day) => {
        const iso = day.toISOString().slice(0, 10);
        const [y, m, d] = iso.split('-') as [string, string, string];
        expect(dateOf(iso, 'YYYY-MM-DD')).toBe(iso);
        expect(dateOf(`${d}/${m}/${y} 10:30`, 'DD/MM/YYYY')).toBe(iso);
        expect(dateOf(`${d}-${names[Number(m) - 1]}-${y}`, 'DD-MMM-YYYY')).toBe(iso);
      }),
    );
  });

  it.each(['31/02/2026', '13/13/2026', 'yesterday', ''])('%j is none', (text) => {
    expect(dateOf(text, 'DD/MM/YYYY')).toBeNull();
  });
});

describe('the time of the last change', () => {
  const order = (...times: readonly string[]) => times.map((time) => placeInTime(time, 'DD/MM/YYYY'));

  it.each([
    ['in the afternoon after the morning', '19/05/2026 11:00', '19/05/2026 4:02 PM'],
    ['at noon after midnight', '19/05/2026 12:01 am', '19/05/2026 12:00 p.m.'],
    ['by its offset', '2026-05-19T16:02:11+01:00', '2026-05-19T15:30:00Z'],
    ['of the hour that comes twice, where it says which', '25/10/2026 01:50 BST', '25/10/2026 01:10 GMT'],
    ['over the hour that comes twice', '25/10/2026 00:59', '25/10/2026 01:00'],
    ['over the hour that never comes', '29/03/2026 00:59', '29/03/2026 02:00'],
    ['of a day without one before any of that day', '19/05/2026', '19/05/2026 00:01'],
  ])('is read %s', (_, earlier, later) => {
    const [first, second] = order(earlier, later);
    expect(second).toBeGreaterThan(first!);
  });

  it('is none that an earlier release would have placed later, by the clock on the wall', () => {
    for (const [earlier, wall] of [
      ['19/05/2026 16:02', '2026-05-19T16:02:00Z'],
      ['19/01/2026 16:02', '2026-01-19T16:02:00Z'],
    ] as const)
      expect(order(earlier)[0]).toBeGreaterThanOrEqual(Date.parse(wall) / 1000);
  });

  it('is the same however it is written', () => {
    const written = ['19/05/2026 16:02', '19/05/2026 4:02 PM', '2026-05-19T16:02:00', '2026-05-19T15:02:00.000Z'];
    expect(new Set([...order(...written), ...order('2026-05-19 16:02:00 +0100')]).size).toBe(1);
  });

  it.each(['19/05/2026 4 PM', '19/05/2026 16:02 EST', '19/05/2026 25:00', '19/05/2026 14:00 pm', '19/05/2026 16:02 ?'])(
    '%s is refused rather than read in a wrong order',
    (text) => {
      expect(order(text)).toEqual([null]);
    },
  );
});
