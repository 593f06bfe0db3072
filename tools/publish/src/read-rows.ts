import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
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
  const parser = parse({
    columns: trimmed,
    bom: true,
    delimiter: [',', ';', '\t'],
    skip_empty_lines: true,
    relax_column_count: true,
    info: true,
  });
  // What breaks on the way ends the parser, which throws below.
  pipeline(Readable.from(decoded(path, await encodingOf(path))), parser, () => undefined);
  for await (const { record, info } of parser as AsyncIterable<{ record: Row; info: { records: number } }>) {
    yield { number: info.records + 1, row: record };
  }
}

/** Exports of Windows programs come in its old code page or in UTF-16: taken for UTF-8, a name would be sealed with broken letters. */
async function encodingOf(path: string): Promise<'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  try {
    for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) {
      if (isFirst && bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
      if (isFirst && bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
      isFirst = false;
      strict.decode(bytes, { stream: true });
    }
    strict.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252';
    throw error;
  }
}

async function* decoded(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>)
    yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

const trimmed = (header: string[]): string[] => header.map((name) => name.trim());

/** The library throws what it cannot open where nobody can catch it: a spreadsheet is a zip archive, which is seen here first. */
async function assertArchive(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { buffer } = await file.read({ buffer: Buffer.alloc(2), length: 2, position: 0 });
    if (buffer.toString('latin1') !== 'PK') throw new Error(`${path} is no XLSX spreadsheet`);
  } finally {
    await file.close();
  }
}

async function* readSheet(path: string): AsyncGenerator<NumberedRow> {
  await assertArchive(path);
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
