import { verifyReport } from '@answerable/verify';
import { describe, expect, it } from 'vitest';
import { reportContent, type ReportContent } from '@answerable/contracts';
import { canonical } from '../seals/seal.js';
import { marksOfPdf, pagesOfPdf } from '../../test/pdf-text.js';
import {
  boxesIn,
  boxesInPdf,
  boxesOnPage,
  cellsOfCsv,
  csvPlacesIn,
  placesIn,
  placesInCsv,
  placesInPdf,
  placesOnPage,
} from '../../test/places.js';
import { crowdedContent, ledger, sampleContent, sealed } from '../../test/sample.js';
import { shortPeriod } from './charts.js';
import { csvMetadataOf, csvOf, figuresOf } from './report-csv.js';
import { ReportPage } from './report-page.js';
import { ReportPdf } from './report-pdf.js';

const content = sampleContent();
const report = sealed(content);
const pageOf = (of: ReportContent) => new ReportPage().standalone({ content: of, seal: report.seal, area: 'peckham' });
const html = pageOf(content);
const textOf = (page: string) =>
  page
    .replace(/<style>[^]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
const pdf = await new ReportPdf().of(report);
const textOfPdf = (file: Buffer): string => pagesOfPdf(file).join('');

/** The sample, with a block of pressure withheld. */
const withoutPressure = (from: string, to: string, reason: 'would-identify' | 'too-few-answers') => {
  const cell = {
    table: 'T2',
    measure: 'pressure',
    group: 'borough',
    from,
    to,
    month: to,
    version: 1,
    base: 25,
  } as const;
  return sampleContent({
    ledger: ledger.map((entry) =>
      entry.kind === 'published' && entry.measure === 'pressure' && entry.table === 'T2' && entry.to === to
        ? { kind: 'withheld', reason, ...cell }
        : entry,
    ),
  });
};
const earlierWithheld = withoutPressure('2026-09', '2026-10', 'too-few-answers');
/** The sample; one whose newest block the gate withheld for one headline, or an earlier one; one with no figure at all. */
const contents: readonly (readonly [string, ReportContent])[] = [
  ['every table filled', content],
  ['the newest figure of a headline withheld', withoutPressure('2026-11', '2026-12', 'would-identify')],
  ['an earlier figure of a headline withheld', earlierWithheld],
  [
    'a wish for help withheld',
    sampleContent({
      ledger: [
        ...ledger.filter(
          (entry) => !(entry.kind === 'published' && entry.table === 'T6' && entry.measure === 'help:mp'),
        ),
        {
          kind: 'withheld',
          reason: 'too-few-answers',
          table: 'T6',
          measure: 'help:mp',
          group: 'borough',
          from: '2026-10',
          to: '2026-12',
          month: '2026-12',
          version: 1,
          base: 4,
        },
      ],
    }),
  ],
  [
    'nothing yet',
    sampleContent({ ledger: [], withheld: [], month: '2026-08', halfYearCoverage: null, blockClosed: false }),
  ],
];

describe('the four formats', () => {
  it.each(contents)('show every figure in its own place, as the sealed content has it: %s', async (_, content) => {
    const file = await new ReportPdf().of(sealed(content));
    const expected = placesIn(content);
    expect(placesOnPage(pageOf(content), content)).toEqual(expected);
    expect(placesInPdf(file, content)).toEqual(expected);
    expect(placesInCsv(csvOf(content))).toEqual(csvPlacesIn(content));
    // Page one asks its three questions with their own answers.
    expect(boxesOnPage(pageOf(content))).toEqual(boxesIn(content));
    expect(boxesInPdf(file)).toEqual(boxesIn(content));
  });

  it('show no number that the JSON does not hold, also in the metadata', () => {
    const known = new Set(numbersIn(canonical(report)));
    const unknown = (text: string) => numbersIn(text).filter((number) => !known.has(number));
    const legend = 'one dot = 5 people';
    const words = textOf(html.replace(/<svg[^]*?<\/svg>/g, ''));
    expect(words).toContain(legend);
    expect(unknown(words.replace(legend, ''))).toEqual([]);
    const marks = marksOfPdf(pdf).filter(({ tag }) => tag !== 'Artifact' && tag !== 'Figure');
    expect(marks.flatMap(({ text }) => unknown(text.replace(legend.replaceAll(' ', ''), '')))).toEqual([]);
    const { notes, 'dc:title': title } = csvMetadataOf(report) as Record<string, unknown>;
    expect(unknown(JSON.stringify({ notes, title }))).toEqual([]);
  });

  it('write into pictures the marks of the scale and the periods of the figures alone', () => {
    const periods = content.headlines.flatMap(({ blocks }) => blocks.map(shortPeriod));
    const labels = ['0%', '25%', '50%', '75%', '100%', ...periods];
    for (const [, inner] of html.matchAll(/<svg[^>]*>([^]*?)<\/svg>/g)) {
      for (const [, text] of inner!.matchAll(/<text[^>]*>([^<]*)</g)) expect(labels).toContain(text);
      // What is read out is a sentence of the content, or its bands in words.
      for (const [, title] of inner!.matchAll(/<title>([^<]*)</g))
        for (const number of numbersIn(title!)) expect(numbersIn(canonical(content))).toContain(number);
    }
  });

  it('say of a withheld cell that it is withheld, and why, in all of them', () => {
    const [withheld] = content.tables.flatMap(({ shares }) => shares.filter((share) => !share.shown));
    const sentence = (withheld as { sentence: string }).sentence;
    expect(textOf(html)).toContain(sentence);
    expect(textOfPdf(pdf)).toContain(sentence.replace(/\s+/g, ''));
    expect(csvOf(content)).toContain(sentence);
  });

  it('keep a row for an earlier block that was too small to show, in its place among the others', async () => {
    const pressure = figuresOf(earlierWithheld).filter((row) => row.table === 'T2' && row.measure === 'pressure');
    expect(pressure.map(({ from, shown }) => [from, shown])).toEqual([
      ['2026-05', true],
      ['2026-07', true],
      ['2026-09', false],
      ['2026-11', true],
    ]);
    const sentence = 'Too few people answered to show it safely.';
    const inTable = (text: string) => text.split('September to October 2026')[1]!.split('November to December')[0]!;
    const { shares } = earlierWithheld.tables.find(({ id }) => id === 'T2')!;
    expect(shares).toContainEqual(
      expect.objectContaining({ shown: false, measure: 'pressure', sentence, reason: 'too-few-answers' }),
    );
    expect(pressure[2]!.note).toBe(sentence);
    const rows = pageOf(earlierWithheld).split('id="r-t2-pressure"')[1]!.split('</figure>')[0]!;
    expect(inTable(textOf(rows.split('<tbody>')[1]!).replace(/\s+/g, ' '))).toContain(sentence);
    const lines = textOfPdf(await new ReportPdf().of(sealed(earlierWithheld)));
    expect(lines).toContain(sentence.replace(/\s+/g, ''));
  });

  it('come from content that keeps to the published schema and verifies offline', () => {
    expect(reportContent.parse(content)).toEqual(content);
    expect(
      verifyReport({ report: canonical({ content, seal: report.seal }), keys: [{ publicKey: report.publicKey }] }),
    ).toMatchObject({ genuine: true });
  });
});

describe('a report sealed before definitions were given', () => {
  it('is read as it was, in every format', async () => {
    const { definitions: _, made, ...rest } = content;
    const { program: __, ...older } = made;
    const before = reportContent.parse({ ...rest, made: older });
    const page = pageOf(before);
    expect(page).not.toMatch(/undefined|What each figure counts/);
    expect(placesOnPage(page, before)).toEqual(placesIn(before));
    expect(textOfPdf(await new ReportPdf().of(sealed(before)))).not.toContain('undefined');
    expect(JSON.stringify(csvMetadataOf(sealed(before)))).toContain('"notes":[]');
  });
});

describe('the page', () => {
  it('opens on the own area, and shows every area to everybody', () => {
    const areas = [...html.matchAll(/<td>(Peckham|Bermondsey and Old Southwark|South and West)/g)].map(
      ([, name]) => name,
    );
    expect(areas.slice(0, 3)).toEqual(['Peckham', 'Peckham', 'Peckham']);
    expect(new Set(areas).size).toBe(3);
    expect(html).toContain('(your area)');
  });

  it('says what each figure counts, of whom, and by which query', () => {
    const definitions = html.split('id="r-definitions"')[1]!;
    for (const { measure, queries } of content.definitions!) {
      const own = definitions.split(`id="definition-${measure}"`)[1]!.split('<dt')[0]!;
      for (const { table, query } of queries) expect(own).toContain(`${table}: ${query}`);
    }
  });

  it('gives every picture a sentence and every table a caption and headed rows', () => {
    for (const [, attributes, inner] of html.matchAll(/<svg([^>]*)>([^]*?)<\/svg>/g))
      expect(attributes!.includes('aria-hidden') || inner!.includes('<title>')).toBe(true);
    for (const [, inner] of html.matchAll(/<table[^>]*>([^]*?)<\/table>/g)) {
      expect(inner).toContain('<caption');
      expect(inner).toContain('scope="row"');
    }
  });

  it('needs neither script nor network nor inline style', () => {
    expect(html).not.toMatch(/<script|style="|href=|src=/);
  });

  it('says what nobody may conclude', () => {
    expect(textOf(html)).toContain('Nothing here says that pressure did not happen.');
  });
});

describe('the CSV', () => {
  it('has the columns its metadata describes, and never a formula', () => {
    const [header, ...rows] = csvOf(content).trimEnd().split('\r\n');
    const { tableSchema } = csvMetadataOf(report) as { tableSchema: { columns: { titles: string }[] } };
    expect(header!.split(',')).toEqual(tableSchema.columns.map(({ titles }) => titles));
    for (const row of rows) expect(row).not.toMatch(/(^|,)"?[=+@]/);
  });

  it.each(contents)('holds what its metadata promises of every value, row and measure: %s', (_, content) => {
    const { tableSchema, notes } = csvMetadataOf(sealed(content)) as {
      tableSchema: {
        columns: { name: string; datatype: keyof typeof datatypes; null?: string }[];
        primaryKey: string[];
      };
      notes: { '@id': string }[];
    };
    const [, ...rows] = cellsOfCsv(csvOf(content));
    const place = (name: string) => tableSchema.columns.findIndex((column) => column.name === name);
    for (const row of rows)
      for (const [index, { name, datatype, null: absent }] of tableSchema.columns.entries())
        if (row[index] !== absent) expect(row[index], `${row.join()}: ${name}`).toMatch(datatypes[datatype]);
    const keys = rows.map((row) => tableSchema.primaryKey.map((name) => row[place(name)]).join(' | '));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    const noted = new Set(notes.map((note) => note['@id'].split('#')[1]));
    expect([...new Set(rows.map((row) => row[place('measure')]))].filter((measure) => !noted.has(measure))).toEqual([]);
  });
});

/** What a value of each type looks like (XML Schema Part 2). */
const datatypes = {
  string: /^/,
  boolean: /^(true|false)$/,
  gYearMonth: /^\d{4}-(0[1-9]|1[0-2])$/,
  nonNegativeInteger: /^\d+$/,
  decimal: /^-?\d+(\.\d+)?$/,
};

describe('the PDF', () => {
  it('keeps page one to one side, also with the longest names there are, a correction and much withheld', async () => {
    for (const each of [content, crowdedContent()]) {
      const [first, second] = pagesOfPdf(await new ReportPdf().of(sealed(each)));
      expect(first).toContain('Nothingheresaysthatpressuredidnothappen.');
      expect(second).toContain('Allfigures');
    }
  });

  it('ends with what each figure counts', () => {
    const [, last] = textOfPdf(pdf).split('Whateachfigurecounts');
    for (const { label } of content.definitions!) expect(last).toContain(`${label.replace(/\s+/g, '')}:`);
  });

  it('is tagged, titled and in English, as PDF/UA asks', () => {
    const raw = pdf.toString('latin1');
    for (const mark of [
      '/MarkInfo',
      '/Marked true',
      '/StructTreeRoot',
      '/DisplayDocTitle true',
      '/Lang (en-GB)',
      '<pdfuaid:part>1</pdfuaid:part>',
    ])
      expect(raw).toContain(mark);
    for (const tag of ['/S /H1', '/S /Table', '/S /TH', '/S /Figure', '/S /L\n']) expect(raw).toContain(tag);
  });
});

function numbersIn(text: string): string[] {
  return text.match(/\d+(\.\d+)?/g) ?? [];
}
