import { inflateSync } from 'node:zlib';
import { verifyReport } from '@answerable/verify';
import { describe, expect, it } from 'vitest';
import { reportContent } from '@answerable/contracts';
import { canonical } from '../seals/seal.js';
import { sampleContent, sealed } from '../../test/sample.js';
import { csvMetadataOf, csvOf, figuresOf } from './report-csv.js';
import { ReportPage } from './report-page.js';
import { ReportPdf } from './report-pdf.js';

const withheldCell = {
  group: 'borough',
  from: '2026-07',
  to: '2026-12',
  reason: 'too-few-answers',
  version: 1,
  base: 7,
  sentence: '',
  until: '2027-06',
} as const;
const content = sampleContent();
const report = sealed(content);
const html = new ReportPage().standalone({ content, seal: report.seal, area: 'peckham' });
const textOf = (page: string) =>
  page
    .replace(/<style>[^]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
const pdf = await new ReportPdf().of(report);

describe('the four formats', () => {
  it('show the same figures: every one of the JSON is on the page, in the CSV and in the PDF', () => {
    const page = textOf(html);
    const csv = csvOf(content);
    const inPdf = textOfPdf(pdf);
    const figures = figuresOf(content);
    expect(figures.length).toBeGreaterThan(40);
    for (const { label, words, shown, couldBeLow, couldBeHigh, answers } of figures) {
      const range = shown && couldBeLow !== null ? `${couldBeLow}% to ${couldBeHigh}%` : '';
      const base = answers === null ? '' : `about ${answers}`;
      for (const each of [label, words, range, base]) {
        expect(page).toContain(each);
        expect(inPdf).toContain(each.replace(/\s+/g, ''));
      }
      expect(csv).toContain(words);
    }
  });

  it('show no number on the page that the JSON does not hold', () => {
    const known = new Set(numbersIn(canonical(report)));
    // Marks of the scales, the dots' legend, and the years at the feet of the steps.
    const drawn = new Set(['0', '25', '50', '75', '100', '5', '26']);
    const seen = numbersIn(textOf(html)).filter((number) => !known.has(number) && !drawn.has(number));
    expect(seen).toEqual([]);
  });

  it('say of a withheld cell that it is withheld, and why, in all of them', () => {
    const [withheld] = content.tables.flatMap(({ shares }) => shares.filter((share) => !share.shown));
    const sentence = (withheld as { sentence: string }).sentence;
    expect(textOf(html)).toContain(sentence);
    expect(textOfPdf(pdf)).toContain(sentence.replace(/\s+/g, ''));
    expect(csvOf(content)).toContain(sentence);
  });

  it('come from content that keeps to the published schema and verifies offline', () => {
    expect(reportContent.parse(content)).toEqual(content);
    expect(
      verifyReport({ report: canonical({ content, seal: report.seal }), keys: [{ publicKey: report.publicKey }] }),
    ).toMatchObject({ genuine: true });
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
});

describe('the PDF', () => {
  it('keeps page one to one side, also with a correction and much withheld', async () => {
    const crowded = sampleContent({
      withheld: ['satisfied', 'seriously', 'pressure'].flatMap((measure) =>
        (['T2', 'T3', 'T4'] as const).map((table) => ({ ...withheldCell, table, measure })),
      ),
    });
    const correction = {
      replaces: null,
      why: 'Answers were corrected after publication.',
      changes: [{ what: 'T2, Taken seriously', before: 'a', after: 'b' }],
    };
    for (const each of [content, { ...crowded, correction }]) {
      const [first, second] = pagesOfPdf(await new ReportPdf().of(sealed(each)));
      expect(first).toContain('Nothingheresaysthatpressuredidnothappen.');
      expect(second).toContain('Allfigures');
    }
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

const textOfPdf = (file: Buffer): string => pagesOfPdf(file).join('');

/** Text of each page of a PDF without spaces: glyphs of its embedded fonts back to letters by the ToUnicode tables pdfkit writes. */
function pagesOfPdf(file: Buffer): string[] {
  const raw = file.toString('latin1');
  const objects = new Map([...raw.matchAll(/(\d+) 0 obj\n([^]*?)\nendobj/g)].map(([, id, body]) => [id!, body!]));
  const streamOf = (body: string): string => {
    const [, bytes] = /stream\n([^]*)\nendstream/.exec(body) ?? [];
    if (bytes === undefined) return '';
    return body.includes('/FlateDecode') ? inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1') : bytes;
  };
  const fonts = new Map<string, string[]>();
  for (const [, name, id] of raw.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const [, table] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id!) ?? '') ?? [];
    const lines = [...streamOf(objects.get(table ?? '') ?? '').matchAll(/<[0-9a-f]+> <[0-9a-f]+> \[([^\]]*)\]/g)];
    // A ligature is one glyph and several letters: <0066 0066>.
    const codes = lines.flatMap(([, inner]) =>
      [...inner!.matchAll(/<([0-9a-f ]+)>/g)].map(([, code]) => code!.replaceAll(' ', '')),
    );
    fonts.set(
      name!,
      codes.map((code) => Buffer.from(code, 'hex').swap16().toString('utf16le')),
    );
  }
  const pages: string[] = [];
  for (const body of objects.values()) {
    const stream = body.includes('/Length') && !body.includes('/Subtype') ? streamOf(body) : '';
    if (!stream.includes(' Tf')) continue;
    let font: string[] = [];
    let text = '';
    for (const [, name, glyphs] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d.\s])*)\] TJ/g)) {
      if (name) font = fonts.get(name) ?? [];
      else
        for (const [, hex] of glyphs!.matchAll(/<([0-9a-f]*)>/g))
          for (const code of hex!.match(/.{4}/g) ?? []) text += font[parseInt(code, 16)] ?? '';
    }
    pages.push(text.replace(/\s+/g, ''));
  }
  return pages;
}
