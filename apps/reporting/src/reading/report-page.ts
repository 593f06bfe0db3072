import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { ReportContent, SealedLink } from '@answerable/contracts';
import { periodInWords } from '@answerable/disclosure';
import { london, packageRoot } from '@answerable/service';
import { dark, light, type Palette } from '@answerable/web';
import nunjucks from 'nunjucks';
import { blockSteps, dotsOf, intervalBar, peoplePerDot } from './charts.js';
import { definitionsIn, meaningOf, sourceOf } from './definition-lines.js';
import { correctionOf, drawnCounts, ownAreaFirst, ownAreaOf, rowsOf, tableOf, whatChanged } from './first-page.js';

export interface ReportView {
  readonly content: ReportContent;
  /** Null in the preview for approval: nothing is sealed yet. */
  readonly seal: SealedLink | null;
  /** Reporting area of the reader's own seat. */
  readonly area: string | null;
  readonly areaName?: string | null;
}

const views = join(packageRoot(import.meta.url), 'views');
const fonts = join(dirname(createRequire(import.meta.url).resolve('@fontsource/source-sans-3/package.json')), 'files');
const variables = (palette: Palette): string =>
  Object.entries(palette)
    .map(([role, colour]) => `--r-${role}:${colour};`)
    .join('');

/** The page that stands alone brings its typeface, so that page one keeps to one side of A4 wherever it is printed. */
const typeface = [400, 600, 700]
  .map((weight) => {
    const file = join(fonts, `source-sans-3-latin-${weight}-normal.woff2`);
    return `@font-face{font-family:"Source Sans 3";font-weight:${weight};src:url(data:font/woff2;base64,${readFileSync(file, 'base64')}) format("woff2")}`;
  })
  .join('\n');

/** The report as HTML: as a page of its own, or as what goes inside the portal's page. */
@Injectable()
export class ReportPage {
  private readonly templates = new nunjucks.Environment(new nunjucks.FileSystemLoader(views), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  private readonly stylesheet =
    `.report{${variables(light)}}\n@media (prefers-color-scheme:dark){.report{${variables(dark)}}}\n@media print{.report{${variables(light)}}}\n` +
    readFileSync(join(views, 'report.css'), 'utf8');
  private readonly ownStyle = `${typeface}\n${this.stylesheet}`;
  /** The page stands alone: nothing but its own style element is allowed. */
  readonly policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(this.ownStyle).digest('base64')}'; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

  /** What goes inside the portal's page, with its own style element: the portal allows exactly that one by its hash. */
  fragment(view: ReportView): string {
    return `<style>${this.stylesheet}</style>\n${this.templates.render('report.njk', modelOf(view))}`;
  }

  standalone(view: ReportView): string {
    return this.templates.render('page.njk', {
      ...modelOf(view),
      stylesheet: new nunjucks.runtime.SafeString(this.ownStyle),
    });
  }
}

function modelOf({ content, seal, area, areaName = null }: ReportView) {
  const safe = (svg: string) => new nunjucks.runtime.SafeString(svg);
  const counts = drawnCounts(content);
  const perDot = peoplePerDot(counts);
  return {
    content,
    seal,
    area,
    monthWords: periodInWords({ from: content.month, to: content.month }),
    publishedOn: seal && london.today(new Date(seal.link.publishedAt)),
    changed: whatChanged(content),
    correction: correctionOf(content),
    own: ownAreaOf(content, area, areaName),
    perDot,
    dots: counts.map((count) => ({ ...count, picture: safe(dotsOf(count, perDot)) })),
    headlines: content.headlines.map((headline) => ({
      ...headline,
      rows: rowsOf(content, headline),
      bar: headline.newest.shown ? safe(intervalBar(headline.newest)) : '',
      steps: safe(
        blockSteps(
          headline.blocks,
          `${headline.question} ${headline.blocks.map(({ period, words }) => `${period.words}: ${words}`).join('; ')}.`,
        ),
      ),
    })),
    definitions: definitionsIn(content).map((each) => ({ ...each, meaning: meaningOf(each), source: sourceOf(each) })),
    t1: tableOf(content, 'T1'),
    tables: content.tables
      .filter(({ id }) => id !== 'T1' && id !== 'T2')
      .map((table) => (table.id === 'T3' ? ownAreaFirst(table, area) : table))
      .map((table) => ({
        ...table,
        shares: table.shares.map((share) => ({ ...share, bar: share.shown ? safe(intervalBar(share)) : '' })),
      })),
  };
}
