import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import ExcelJS from 'exceljs';
import type { Row } from './cells.js';

export interface NumberedRow {
  /** As a spreadsheet shows it: the first row of data is 2. */
  readonly number: number;
  readonly row: Row;
}

/** Rows of a CSV file (comma, semicolon or tab) or of the first sheet of an XLSX file, one at a time. Throws where it is neither. */
export function readRows(path: string): AsyncIterable<NumberedRow> {
  return /\.xlsx$/i.test(path) ? readSheet(path) : readCsv(path);
}

async function* readCsv(path: string): AsyncGenerator<NumberedRow> {
  const parser = createReadStream(path).pipe(
    parse({
      columns: trimmed,
      bom: true,
      delimiter: [',', ';', '\t'],
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    }),
  );
  for await (const { record, info } of parser as AsyncIterable<{ record: Row; info: { records: number } }>) {
    yield { number: info.records + 1, row: record };
  }
}

const trimmed = (header: string[]): string[] => header.map((name) => name.trim());

async function* readSheet(path: string): AsyncGenerator<NumberedRow> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookReader(path, {
    sharedStrings: 'cache',
    styles: 'cache',
    worksheets: 'emit',
  });
  for await (const sheet of workbook) {
    let header: string[] | undefined;
    for await (const row of sheet) {
      const cells = (row.values as ExcelJS.CellValue[]).slice(1).map(textOf);
      if (!header) header = trimmed(cells);
      else if (cells.some((cell) => cell !== ''))
        yield { number: row.number, row: Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])) };
    }
    return;
  }
}

function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().replace('.000Z', '').replace('T00:00:00', '');
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return String(value.text);
  return 'result' in value ? textOf(value.result as ExcelJS.CellValue) : '';
}
