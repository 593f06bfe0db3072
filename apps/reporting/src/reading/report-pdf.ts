import { Injectable } from '@nestjs/common';
import type { ReportHeadline, ReportShare, ReportTable, SealedReport } from '@answerable/contracts';
import { periodInWords } from '@answerable/disclosure';
import { london } from '@answerable/service';
import { light } from '@answerable/web';
import { peoplePerDot } from './charts.js';
import { definitionsIn, meaningOf, sourceOf } from './definition-lines.js';
import { correctionOf, drawnCounts, rowsOf, tableOf, whatChanged } from './first-page.js';
import { drawBar, drawDots, drawSteps } from './pdf-pictures.js';
import { PdfSheet, type Cell, type Column } from './pdf-sheet.js';

/** The report as a tagged PDF: page one on one side of A4, then every table. The same figures as the page. */
@Injectable()
export class ReportPdf {
  async of({ content, seal }: SealedReport): Promise<Buffer> {
    const month = periodInWords({ from: content.month, to: content.month });
    const stamp = `Report for ${month} · sealed, no. ${seal.link.number}${content.version > 1 ? ` · version ${content.version}` : ''}`;
    const correction = correctionOf(content);
    const sheet = new PdfSheet(`${content.title} – ${month}`, stamp);

    sheet.section(() => {
      sheet.heading(1, content.title);
      sheet.paragraph(stamp, { colour: light.quiet, size: 10, gap: 5 });
      sheet.rule(light.mark, 2);
      if (correction) {
        sheet.paragraph(correction.lead, { weight: 'semibold' });
        sheet.list(correction.first);
      }
      sheet.columns(
        18,
        content.headlines.map((headline) => () => headlineBox(sheet, headline)),
      );
      sheet.space(2);
      sheet.rule();
      for (const sentence of content.summary) sheet.paragraph(sentence, { size: 10 });
      people(sheet, content);
      sheet.space(2);
      sheet.columns(20, [
        () => {
          sheet.heading(2, 'What changed');
          sheet.paragraph(whatChanged(content), { gap: 5 });
          sheet.heading(2, 'Next figure');
          sheet.paragraph(content.nextFigure);
        },
        () => {
          sheet.heading(2, 'What is withheld');
          if (content.withheld.length === 0) sheet.paragraph('Nothing that is due this month.');
          else sheet.list(content.withheld.map(({ what, why, when }) => `${what}. ${why} ${when}`));
        },
      ]);
      sheet.space(4);
      sheet.columns(20, [
        () => {
          sheet.heading(2, 'What you may say');
          sheet.list(content.maySay);
        },
        () => {
          sheet.heading(2, 'What you may not say');
          sheet.list(content.mayNotSay);
        },
      ]);
      sheet.space(6);
      sheet.standing(content.standing);
    });

    sheet.newPage();
    sheet.section(() => {
      sheet.heading(2, 'All figures', { size: 15, gap: 6 });
      sheet.heading(3, `The three headlines over time, whole of ${content.organisation.name}`);
      sheet.paragraph(
        'Each step is one figure; the dark part is what is shown, the light part where it could be. Every answer belongs to one step.',
        { gap: 6 },
      );
      for (const headline of content.headlines) overTime(sheet, headline, rowsOf(content, headline));
      for (const table of content.tables) if (table.id !== 'T1' && table.id !== 'T2') shares(sheet, table);
      coverage(sheet, tableOf(content, 'T1'));
      const notes = [...content.notes, ...(correction?.all ?? [])];
      if (notes.length > 0) {
        sheet.heading(3, 'Notes');
        sheet.list(notes);
      }
      sheet.heading(3, 'Words used');
      sheet.list(content.terms.map(({ term, meaning }) => `${term}: ${meaning}`));
      sheet.space(6);
      sheet.heading(3, 'How this report was made');
      sheet.paragraph(
        `Victim Support asks everybody the same questions after a case ends; the police do not choose who is asked. ${content.made.gate}`,
      );
      sheet.paragraph(
        `Release rules ${content.made.rules}; questionnaire ${content.made.questionnaireVersions.join(', ')}; areas as of ${content.made.areasFrom}; report ${content.id}${content.made.program ? `; program ${content.made.program}` : ''}.`,
      );
      sheet.paragraph(
        `Seal no. ${seal.link.number}, published ${london.today(new Date(seal.link.publishedAt))}, signed with key ${seal.link.keyId}. Content ${seal.link.contentSha256}`,
      );
      definitions(sheet, content);
    });
    return sheet.finish();
  }
}

/** Last and small: for whoever counts again. */
function definitions(sheet: PdfSheet, content: SealedReport['content']): void {
  const given = definitionsIn(content);
  if (given.length === 0) return;
  sheet.space(6);
  sheet.heading(3, 'What each figure counts');
  sheet.list(
    given.map((each) => `${each.label}: ${meaningOf(each)} [${sourceOf(each)}]`),
    { size: 7.6, gap: 1 },
  );
}

function headlineBox(sheet: PdfSheet, { question, newest }: ReportHeadline): void {
  sheet.heading(2, question, { least: 30 });
  if (!newest.shown) {
    sheet.paragraph('No figure yet', { size: 14, weight: 'semibold', colour: light.quiet });
    sheet.paragraph(newest.sentence, { colour: light.quiet });
    return;
  }
  sheet.paragraph(capital(newest.words), { size: 14, weight: 'semibold', colour: light.brand });
  sheet.figure(newest.sentence, sheet.innerWidth, 30, (x, y) => drawBar(sheet, newest, x, y, sheet.innerWidth));
  sheet.paragraph(`could be ${newest.couldBe.low}% to ${newest.couldBe.high}%`, { weight: 'semibold', gap: 0 });
  sheet.paragraph(`${newest.answers === null ? '' : `about ${newest.answers} answers, `}${newest.period.words}`, {
    colour: light.quiet,
  });
}

function people(sheet: PdfSheet, content: SealedReport['content']): void {
  const counts = drawnCounts(content);
  const perDot = peoplePerDot(counts);
  sheet.heading(2, `Who was asked? One dot = ${perDot} people`);
  sheet.table(
    [
      { title: 'Who', width: 196 },
      { title: 'How many', width: 92 },
      { title: 'Picture', width: 223 },
    ],
    counts.map((count) => [
      { text: count.label },
      { text: count.words, strong: true },
      { text: '', draw: (x, y) => drawDots(sheet, Math.round((count.about ?? 0) / perDot), x, y) },
    ]),
    { size: 9.2, header: false, pad: 1 },
  );
}

function overTime(
  sheet: PdfSheet,
  { question, changed, blocks, newest }: ReportHeadline,
  rows: readonly ReportShare[],
): void {
  sheet.keep(210);
  sheet.heading(3, question, { size: 11 });
  sheet.paragraph(changed.sentence);
  if (rows.length === 0) {
    sheet.paragraph(newest.sentence, { gap: 8 });
    return;
  }
  const sentence = blocks.map(({ period, words }) => `${period.words}: ${words}`).join('; ');
  if (blocks.length > 0)
    sheet.figure(`${question} ${sentence}.`, sheet.innerWidth, 112, (x, y) => drawSteps(sheet, blocks, x, y));
  sheet.table(
    [
      { title: 'When', width: 190 },
      { title: 'Answers', width: 80 },
      { title: 'Share', width: 140 },
      { title: 'Could be', width: 101 },
    ],
    rows.map((share) => [{ text: share.period.words }, answersCell(share), shareCell(share), couldBeCell(share)]),
  );
}

const shareColumns: readonly Column[] = [
  { title: 'What', width: 168 },
  { title: 'Who and when', width: 124 },
  { title: 'Answers', width: 52 },
  { title: 'Share', width: 96 },
  { title: 'Could be', width: 71 },
];

function shares(sheet: PdfSheet, table: ReportTable): void {
  sheet.heading(3, table.period ? `${table.title}, ${table.period.words}` : table.title);
  sheet.paragraph(table.sentence, { gap: 5 });
  if (table.shares.length > 0)
    sheet.table(
      shareColumns,
      table.shares.map((share) => [
        { text: share.label },
        { text: whoAndWhen(share, table) },
        answersCell(share),
        shareCell(share),
        couldBeCell(share),
      ]),
    );
  if (table.counts.length > 0) countRows(sheet, table);
  sheet.space(4);
}

function coverage(sheet: PdfSheet, table: ReportTable): void {
  sheet.heading(3, `${table.title}, ${table.period!.words}`);
  sheet.paragraph(table.sentence, { gap: 5 });
  countRows(sheet, table, true);
}

/** With a column of notes where `noted`, or where there are any. */
function countRows(sheet: PdfSheet, { counts }: ReportTable, noted = false): void {
  const notes = noted || counts.some(({ note }) => note !== null);
  const columns: Column[] = [
    { title: 'What', width: 240 },
    { title: 'How many', width: 110 },
    ...(notes ? [{ title: 'Note', width: 161 }] : []),
  ];
  sheet.table(
    columns,
    counts.map(({ label, words, note }) => [
      { text: label },
      { text: words, strong: true },
      ...(notes ? [{ text: note ?? '–' }] : []),
    ]),
  );
}

/** The period stands in the heading; a row repeats it only where it has one of its own. */
const whoAndWhen = ({ group, period }: ReportShare, table: ReportTable): string =>
  period.words === table.period?.words ? group.name : `${group.name}, ${period.words}`;
const answersCell = (share: ReportShare): Cell => ({
  text: share.shown && share.answers !== null ? `about ${share.answers}` : '–',
});
const shareCell = (share: ReportShare): Cell =>
  share.shown ? { text: share.words, strong: true } : { text: `not shown. ${share.sentence}` };
const couldBeCell = (share: ReportShare): Cell => ({
  text: share.shown ? `${share.couldBe.low}% to ${share.couldBe.high}%` : '–',
});
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
