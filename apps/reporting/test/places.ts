import type { ReportContent, ReportShare } from '@answerable/contracts';
import { marksOfPdf } from './pdf-text.js';

/**
 * Where each format of a report says what. A place is a table, a measure, a group and a period; what stands there is the band,
 * the base and the range it could be. Read from the finished page, PDF and CSV, to be compared with the sealed content.
 * Without spaces: a PDF keeps none between lines.
 */
type Places = Readonly<Record<string, readonly string[]>>;

const dense = (text: string): string => text.replace(/\s+/g, '');
const withKeys = (rows: readonly (readonly [key: readonly string[], value: readonly string[]])[]): Places => {
  const named = rows.map(([key, value]) => [key.map(dense).join(' | '), value.map(dense)] as const);
  const twice = named.filter(([key], at) => named.findIndex(([other]) => other === key) !== at);
  if (twice.length > 0) throw new Error(`two figures in one place: ${twice.map(([key]) => key).join('; ')}`);
  return Object.fromEntries(named);
};

/** Every share of the content with its table: of the headlines all published blocks, which T2 itself does not repeat. */
const cellsIn = ({ headlines, tables }: ReportContent): { table: string; share: ReportShare }[] => [
  ...headlines.flatMap(({ blocks }) => blocks.map((share) => ({ table: 'T2', share }))),
  ...tables.flatMap(({ id, shares }) =>
    shares.filter(({ shown }) => id !== 'T2' || !shown).map((share) => ({ table: id, share })),
  ),
];
const countsIn = ({ tables }: ReportContent) =>
  tables.flatMap(({ id, period, counts }) => {
    const noted = id === 'T1' || counts.some(({ note }) => note !== null);
    return counts.map((count) => ({ table: id, period, count, noted }));
  });

const figureOf = (share: ReportShare): string[] =>
  share.shown
    ? [
        share.answers === null ? '–' : `about ${share.answers}`,
        share.words,
        `${share.couldBe.low}% to ${share.couldBe.high}%`,
      ]
    : ['–', `not shown. ${share.sentence}`, '–'];

export const placesIn = (content: ReportContent): Places =>
  withKeys([
    ...cellsIn(content).map(
      ({ table, share }) => [[table, share.label, share.group.name, share.period.words], figureOf(share)] as const,
    ),
    ...countsIn(content).map(
      ({ table, count, noted }) =>
        [
          [table, count.label],
          [count.words, ...(noted ? [count.note ?? '–'] : [])],
        ] as const,
    ),
  ]);

/** `rows` of a table as a format has them, the head of the row first. */
function tableRows(content: ReportContent, id: string, rows: readonly (readonly string[])[]) {
  const table = content.tables.find((each) => each.id === id)!;
  return rows.map(([head = '', ...cells]) => {
    if (table.counts.length > 0) return [[id, head], cells] as const;
    const [who = '', ...figure] = cells;
    // A row names its period only where it is not the table's.
    const share = table.shares.find((each) =>
      ['', ','].some((mark) => dense(who) === dense(`${each.group.name}${mark}${each.period.words}`)),
    );
    const [name, period] = share ? [share.group.name, share.period.words] : [who, table.period?.words ?? ''];
    return [[id, head, name, period], figure] as const;
  });
}

const headlineRows = (content: ReportContent, measure: string, rows: readonly (readonly string[])[]) => {
  const { newest } = content.headlines.find((each) => each.measure === measure)!;
  return rows.map(([when = '', ...figure]) => [['T2', newest.label, content.organisation.name, when], figure] as const);
};

export function placesOnPage(html: string, content: ReportContent): Places {
  const part = (start: string, end: string): string => html.split(start)[1]?.split(end)[0] ?? '';
  const rowsOf = (inner: string): string[][] =>
    [...inner.matchAll(/<tr[^>]*>([^]*?)<\/tr>/g)]
      .map(([, row]) =>
        [...row!.matchAll(/<t[hd]( class="r-bar-column")?[^>]*>([^]*?)<\/t[hd]>/g)]
          .filter(([, picture]) => !picture)
          .map(([, , cell]) => textOf(cell!)),
      )
      .filter((cells, at) => at > 0 || cells.length === 0);
  return withKeys([
    ...content.headlines.flatMap(({ measure }) =>
      headlineRows(
        content,
        measure,
        rowsOf(part(`<figure class="r-figure" aria-labelledby="r-t2-${measure}">`, '</figure>')),
      ),
    ),
    ...content.tables
      .filter(({ id }) => id !== 'T2')
      .flatMap(({ id }) => tableRows(content, id, rowsOf(part(`<section aria-labelledby="r-${id}">`, '</section>')))),
  ]);
}

/** The rows of each heading: a header cell that a data cell follows begins one. */
export function placesInPdf(file: Buffer, content: ReportContent): Places {
  const marks = marksOfPdf(file).filter(({ tag }) => tag !== 'Artifact');
  const rows = new Map<string, string[][]>();
  let heading = '';
  marks.forEach(({ tag, text }, at) => {
    if (/^H\d$/.test(tag)) heading = `${tag} ${text}`;
    const own = rows.get(heading) ?? rows.set(heading, []).get(heading)!;
    if (tag === 'TH' && marks[at + 1]?.tag === 'TD') own.push([text]);
    if (tag === 'TD') own.at(-1)!.push(text);
  });
  const under = (heading: string): string[][] => rows.get(`H3 ${dense(heading)}`) ?? [];
  return withKeys([
    ...content.headlines.flatMap(({ measure, question }) => headlineRows(content, measure, under(question))),
    ...content.tables
      .filter(({ id }) => id !== 'T2')
      .flatMap(({ id, title, period }) => tableRows(content, id, under(period ? `${title}, ${period.words}` : title))),
  ]);
}

const csvKey = (...parts: readonly string[]): string => parts.join(' | ');
const text = (value: string | number | boolean | null): string => (value === null ? '' : String(value));

/** The same of the CSV, which has numbers beside the words. */
export function csvPlacesIn(content: ReportContent): Record<string, Record<string, string>> {
  const none = { about: '', share_low: '', share_high: '', could_be_low: '', could_be_high: '', answers: '', note: '' };
  return Object.fromEntries([
    ...cellsIn(content).map(({ table, share }) => [
      csvKey(table, share.measure, share.group.name, share.period.from, share.period.to),
      share.shown
        ? {
            ...none,
            label: share.label,
            shown: 'true',
            words: share.words,
            share_low: text(share.share.low),
            share_high: text(share.share.high),
            could_be_low: text(share.couldBe.low),
            could_be_high: text(share.couldBe.high),
            answers: text(share.answers),
          }
        : { ...none, label: share.label, shown: 'false', words: 'not shown', note: share.sentence },
    ]),
    ...countsIn(content).map(({ table, period, count }) => [
      csvKey(table, count.id, content.organisation.name, period?.from ?? '', period?.to ?? ''),
      {
        ...none,
        label: count.label,
        shown: String(count.words !== 'not shown'),
        words: count.words,
        about: text(count.about),
        note: text(count.note),
      },
    ]),
  ]);
}

export function placesInCsv(csv: string): Record<string, Record<string, string>> {
  const [header = [], ...rows] = cellsOfCsv(csv);
  return Object.fromEntries(
    rows.map((cells) => {
      const { table, measure, group, from, to, ...figure } = Object.fromEntries(
        header.map((title, at) => [title, cells[at] ?? '']),
      );
      return [csvKey(table!, measure!, group!, from!, to!), figure];
    }),
  );
}

/** Page one: the words under each of the three questions. */
export const boxesIn = ({ headlines }: ReportContent): string[] =>
  headlines.map(({ question, newest }) =>
    dense(
      newest.shown
        ? `${question} ${newest.words} could be ${newest.couldBe.low}% to ${newest.couldBe.high}% ${newest.answers === null ? '' : `about ${newest.answers} answers, `}${newest.period.words}`
        : `${question} no figure yet ${newest.sentence}`,
    ).toLowerCase(),
  );

export const boxesOnPage = (html: string): string[] =>
  [...html.matchAll(/<section class="r-headline"[^>]*>([^]*?)<\/section>/g)].map(([, box]) =>
    dense(textOf(box!)).toLowerCase(),
  );

export function boxesInPdf(file: Buffer): string[] {
  const marks = marksOfPdf(file).filter(({ tag }) => ['H2', 'P', 'LBody'].includes(tag));
  const boxes = marks.flatMap(({ tag }, at) => (tag === 'H2' ? [at] : [])).slice(0, 3);
  const paragraphs = (at: number): number => (marks[at + 1]!.text === 'Nofigureyet' ? 2 : 3);
  return boxes.map((at) =>
    marks
      .slice(at, at + 1 + paragraphs(at))
      .map(({ text: words }) => words)
      .join('')
      .toLowerCase(),
  );
}

function textOf(html: string): string {
  return html
    .replace(/<svg[^]*?<\/svg>/g, '')
    .replace(/<strong>\(your area\)<\/strong>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** Cells of a CSV as RFC 4180 has them, header first. */
export const cellsOfCsv = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
