import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { ReportContent, SealedLink } from '@answerable/contracts';
import { periodInWords } from '@answerable/disclosure';
import { london, packageRoot } from '@answerable/service';
import { dark, light, type Palette } from '@answerable/web';
import nunjucks from 'nunjucks';
import { blockSteps, dotsOf, intervalBar, peoplePerDot } from './charts.js';
import { drawnCounts, ownAreaFirst, tableOf, whatChanged } from './first-page.js';

export interface ReportView {
  readonly content: ReportContent;
  /** Null in the preview for approval: nothing is sealed yet. */
  readonly seal: SealedLink | null;
  readonly area: string | null;
}

const views = join(packageRoot(import.meta.url), 'views');
const variables = (palette: Palette): string =>
  Object.entries(palette)
    .map(([role, colour]) => `--r-${role}:${colour};`)
    .join('');

/** The report as HTML: as a page of its own, or as what goes inside the portal's page. */
@Injectable()
export class ReportPage {
  private readonly templates = new nunjucks.Environment(new nunjucks.FileSystemLoader(views), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  readonly stylesheet =
    `.report{${variables(light)}}\n@media (prefers-color-scheme:dark){.report{${variables(dark)}}}\n@media print{.report{${variables(light)}}}\n` +
    readFileSync(join(views, 'report.css'), 'utf8');
  /** The page stands alone: nothing but its own style element is allowed. */
  readonly policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(this.stylesheet).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

  fragment(view: ReportView): string {
    return this.templates.render('report.njk', modelOf(view));
  }

  standalone(view: ReportView): string {
    return this.templates.render('page.njk', {
      ...modelOf(view),
      stylesheet: new nunjucks.runtime.SafeString(this.stylesheet),
    });
  }
}

function modelOf({ content, seal, area }: ReportView) {
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
    perDot,
    dots: counts.map((count) => ({ ...count, picture: safe(dotsOf(count, perDot)) })),
    headlines: content.headlines.map((headline) => ({
      ...headline,
      bar: headline.newest.shown ? safe(intervalBar(headline.newest)) : '',
      steps: safe(
        blockSteps(
          headline.blocks,
          `${headline.question} ${headline.blocks.map(({ period, words }) => `${period.words}: ${words}`).join('; ')}.`,
        ),
      ),
    })),
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
