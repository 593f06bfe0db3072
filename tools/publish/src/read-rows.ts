import { createReadStream, type ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import ExcelJS from 'exceljs';
import type { Row } from './cells.js';

export interface NumberedRow {
  /** As a spreadsheet shows it: the first row of data is 2. */
  readonly number: number;
  readonly row: Row;
  /** The row has more or fewer cells than the header: which cell belongs to which column is not known. */
  readonly misaligned: boolean;
}

/** Rows of a CSV file (comma, semicolon or tab) or of the first sheet of an XLSX file, one at a time. Throws where it is neither. */
export function readRows(path: string): AsyncIterable<NumberedRow> {
  return /\.xlsx$/i.test(path) ? readSheet(path) : readCsv(path);
}

async function* readCsv(path: string): AsyncGenerator<NumberedRow> {
  const encoding = await encodingOf(path);
  const parser = parse({
    bom: true,
    delimiter: await separatorOf(path, encoding),
    skip_empty_lines: true,
    relax_column_count: true,
  });
  // What breaks on the way ends the parser, which throws below.
  pipeline(Readable.from(decoded(path, encoding)), parser, () => undefined);
  let header: string[] | undefined;
  let number = 1;
  for await (const cells of parser as AsyncIterable<string[]>) {
    if (!header) {
      header = trimmed(cells);
      continue;
    }
    number += 1;
    const extra = cells.slice(header.length).some((cell) => cell !== '');
    yield { number, row: rowOf(header, cells), misaligned: extra || cells.length < header.length };
  }
}

/** The header tells which it is; in the rows below, the others are letters like any other. */
async function separatorOf(path: string, encoding: string): Promise<string> {
  let header = '';
  for await (const text of decoded(path, encoding)) {
    header += text;
    if (/[\r\n]./s.test(header)) break;
  }
  const [line] = header.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/) as [string];
  const count = (separator: string): number => line.split(separator).length;
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0]!;
}

const rowOf = (header: readonly string[], cells: readonly string[]): Row =>
  // Without what every object has: a map may name a column that the export lacks.
  Object.assign(
    Object.create(null) as Row,
    Object.fromEntries(header.map((name, place) => [name, cells[place] ?? ''])),
  );

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

/** The library waits for ever for a part that cannot be unpacked: what its unpacking says is heard here. */
function unpackingOf(path: string): { file: ReadStream; fails: Promise<never> } {
  const file = createReadStream(path);
  const pipe = file.pipe.bind(file) as typeof file.pipe;
  const fails = new Promise<never>((_, reject) => {
    file.once('error', reject);
    file.pipe = (unpacked, ...rest) => {
      unpacked.once('error', () => reject(new Error(`${path} is damaged: export it again`)));
      return pipe(unpacked, ...rest);
    };
  });
  fails.catch(() => undefined);
  return { file, fails };
}

async function* readSheet(path: string): AsyncGenerator<NumberedRow> {
  await assertArchive(path);
  const { file, fails } = unpackingOf(path);
  const rows = sheetRows(file);
  try {
    for (;;) {
      const next = await Promise.race([rows.next(), fails]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    file.destroy();
  }
}

async function* sheetRows(file: ReadStream): AsyncGenerator<NumberedRow, undefined> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookReader(file, {
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
        yield { number: row.number, row: rowOf(header, cells), misaligned: false };
    }
    return;
  }
  return;
}

function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/\.\d{3}Z$/, '')
      .replace('T00:00:00', '');
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return String(value.text);
  return 'result' in value ? textOf(value.result as ExcelJS.CellValue) : '';
}
