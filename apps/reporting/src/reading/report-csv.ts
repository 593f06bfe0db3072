import { createHash } from 'node:crypto';
import type { ReportContent, SealedReport } from '@answerable/contracts';
import { definitionsIn, meaningOf, sourceOf } from './definition-lines.js';
import { NOT_SHOWN } from '../report/share.js';
import { rowsOf } from './first-page.js';

/** One figure of the report, the same columns for counts and shares. Empty: does not apply, or is not shown. */
export interface FigureRow {
  readonly table: string;
  readonly measure: string;
  readonly label: string;
  readonly group: string;
  readonly from: string;
  readonly to: string;
  readonly shown: boolean;
  readonly words: string;
  readonly about: number | null;
  readonly shareLow: number | null;
  readonly shareHigh: number | null;
  readonly couldBeLow: number | null;
  readonly couldBeHigh: number | null;
  readonly answers: number | null;
  readonly note: string;
}

const columns: readonly {
  readonly name: keyof FigureRow;
  readonly title: string;
  readonly datatype: string;
  readonly says: string;
}[] = [
  { name: 'table', title: 'table', datatype: 'string', says: 'Table of the report, T1 to T7' },
  { name: 'measure', title: 'measure', datatype: 'string', says: 'Id of the measure or count' },
  { name: 'label', title: 'label', datatype: 'string', says: 'The measure in words' },
  { name: 'group', title: 'group', datatype: 'string', says: 'Who is counted' },
  { name: 'from', title: 'from', datatype: 'gYearMonth', says: 'First month' },
  { name: 'to', title: 'to', datatype: 'gYearMonth', says: 'Last month' },
  { name: 'shown', title: 'shown', datatype: 'boolean', says: 'False: withheld, see note' },
  { name: 'words', title: 'words', datatype: 'string', says: 'The figure in words' },
  { name: 'about', title: 'about', datatype: 'nonNegativeInteger', says: 'Count to the nearest 5' },
  { name: 'shareLow', title: 'share_low', datatype: 'decimal', says: 'Lower edge of the band shown, percent' },
  { name: 'shareHigh', title: 'share_high', datatype: 'decimal', says: 'Upper edge of the band shown, percent' },
  {
    name: 'couldBeLow',
    title: 'could_be_low',
    datatype: 'decimal',
    says: 'Lower end of what it could be, percent (95%)',
  },
  {
    name: 'couldBeHigh',
    title: 'could_be_high',
    datatype: 'decimal',
    says: 'Upper end of what it could be, percent (95%)',
  },
  { name: 'answers', title: 'answers', datatype: 'nonNegativeInteger', says: 'People who answered, to the nearest 5' },
  { name: 'note', title: 'note', datatype: 'string', says: 'What to know about this figure' },
];

/** Every figure of a report in the order of its tables; earlier blocks of the headlines first. Pure. */
export function figuresOf(content: ReportContent): FigureRow[] {
  const nothing = { shareLow: null, shareHigh: null, couldBeLow: null, couldBeHigh: null, answers: null, about: null };
  return content.tables.flatMap(({ id, counts, shares, period }) => [
    ...counts.map((count): FigureRow => ({
      ...nothing,
      table: id,
      measure: count.id,
      label: count.label,
      group: content.organisation.name,
      from: period?.from ?? '',
      to: period?.to ?? '',
      shown: count.words !== NOT_SHOWN,
      words: count.words,
      about: count.about,
      note: count.note ?? '',
    })),
    ...(id === 'T2' ? content.headlines.flatMap((headline) => rowsOf(content, headline)) : shares).map(
      (share): FigureRow => ({
        ...nothing,
        table: id,
        measure: share.measure,
        label: share.label,
        group: share.group.name,
        from: share.period.from,
        to: share.period.to,
        shown: share.shown,
        words: share.shown ? share.words : NOT_SHOWN,
        note: share.shown ? '' : share.sentence,
        ...(share.shown && {
          shareLow: share.share.low,
          shareHigh: share.share.high,
          couldBeLow: share.couldBe.low,
          couldBeHigh: share.couldBe.high,
          answers: share.answers,
        }),
      }),
    ),
  ]);
}

/** RFC 4180, UTF-8, header row. */
export function csvOf(content: ReportContent): string {
  const rows = figuresOf(content).map((row) => columns.map(({ name }) => field(row[name])).join(','));
  return [columns.map(({ title }) => title).join(','), ...rows].map((line) => `${line}\r\n`).join('');
}

/** W3C CSV on the Web metadata: what each column and each measure means, and which sealed report the figures are of. */
export function csvMetadataOf({ content, seal }: SealedReport): object {
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url: `${content.id}.csv`,
    'dc:title': content.title,
    'dc:publisher': 'Victim Support',
    'dc:issued': seal.link.publishedAt.slice(0, 10),
    'dc:description': `${content.standing} Report no. ${seal.link.number}; SHA-256 of the sealed content ${seal.link.contentSha256}; SHA-256 of this CSV ${createHash('sha256').update(csvOf(content)).digest('hex')}.`,
    dialect: { header: true, encoding: 'utf-8', lineTerminators: ['\r\n'] },
    notes: definitionsIn(content).map((each) => ({
      '@id': `${content.id}.csv#${each.measure}`,
      'dc:title': each.label,
      'dc:description': meaningOf(each),
      'dc:source': [content.made.program, sourceOf(each)].join('; '),
    })),
    tableSchema: {
      columns: columns.map(({ name, title, datatype, says }) => ({
        name,
        titles: title,
        datatype,
        'dc:description': says,
        // RFC 6570: of `help:support` it makes `#help:support`, the note with that id.
        ...(name === 'measure' && { valueUrl: '{#measure}' }),
        ...(datatype !== 'string' && { null: '' }),
      })),
      primaryKey: ['table', 'measure', 'group', 'from'],
    },
  };
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe. */
function field(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
