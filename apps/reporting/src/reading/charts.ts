import type { ReportCount, ShownShare } from '@answerable/contracts';

/**
 * Pictures as SVG. Each is drawn from displayed values only, says the same in its title, and stands beside its table.
 * Colours come from the stylesheet by class, so that dark, print and forced-colours modes hold.
 */

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const picture = (width: number, height: number, title: string, body: string, name: string): string =>
  `<svg class="r-picture ${name}" viewBox="0 0 ${width} ${height}" role="img" focusable="false"><title>${escape(title)}</title>${body}</svg>`;

/** A scale from none to all; the band that is shown, thick; the range it could be in, thin. */
export function intervalBar({ share, couldBe, sentence }: Pick<ShownShare, 'share' | 'couldBe' | 'sentence'>): string {
  const [left, width, middle] = [8, 224, 16];
  const x = (percent: number): number => left + (percent / 100) * width;
  const ticks = [0, 25, 50, 75, 100]
    .map((at) => `<line class="r-tick" x1="${x(at)}" x2="${x(at)}" y1="${middle - 10}" y2="${middle + 10}"/>`)
    .join('');
  const labels = [0, 50, 100]
    .map(
      (at) =>
        `<text class="r-label" x="${x(at)}" y="38" text-anchor="${at === 0 ? 'start' : at === 100 ? 'end' : 'middle'}">${at}%</text>`,
    )
    .join('');
  return picture(
    240,
    46,
    sentence,
    `${ticks}<line class="r-axis" x1="${left}" x2="${left + width}" y1="${middle}" y2="${middle}"/>` +
      `<line class="r-could" x1="${x(couldBe.low)}" x2="${x(couldBe.high)}" y1="${middle}" y2="${middle}"/>` +
      `<rect class="r-band" x="${x(share.low)}" y="${middle - 7}" width="${x(share.high) - x(share.low)}" height="14" rx="1.5"/>${labels}`,
    'r-interval',
  );
}

/** Published blocks as steps: each as wide as its months, its band on the range it could be in. Never a line between them. */
export function blockSteps(blocks: readonly ShownShare[], title: string): string {
  const months = (block: ShownShare): number => monthsBetween(block.period.from, block.period.to);
  const first = blocks[0];
  if (!first) return '';
  const [left, top, height] = [38, 8, 130];
  const through = monthsBetween(first.period.from, blocks.at(-1)!.period.to);
  const unit = Math.min(46, 618 / through);
  // After years of blocks only every so many has a label, as far apart as they are wide.
  const labelWidth = blocks.some((block) => months(block) > 1) ? 66 : 44;
  const labelled = Math.ceil((labelWidth * blocks.length) / (unit * through));
  const y = (percent: number): number => top + height - (percent / 100) * height;
  const grid = [0, 25, 50, 75, 100]
    .map(
      (at) =>
        `<line class="r-tick" x1="${left}" x2="660" y1="${y(at)}" y2="${y(at)}"/><text class="r-label" x="${left - 5}" y="${y(at) + 4}" text-anchor="end">${at}%</text>`,
    )
    .join('');
  const steps = blocks
    .map((block, n) => {
      // A time axis: months without a figure are a gap.
      const x = left + 4 + (monthsBetween(first.period.from, block.period.from) - 1) * unit;
      const width = Math.max(2, months(block) * unit - Math.min(3, unit / 4));
      return (
        `<rect class="r-could-box" x="${x}" y="${y(block.couldBe.high)}" width="${width}" height="${y(block.couldBe.low) - y(block.couldBe.high)}"/>` +
        `<rect class="r-band" x="${x}" y="${y(block.share.high)}" width="${width}" height="${y(block.share.low) - y(block.share.high)}"/>` +
        (n % labelled === 0
          ? `<text class="r-label" x="${x + width / 2}" y="${top + height + 15}" text-anchor="middle">${shortPeriod(block)}</text>`
          : '')
      );
    })
    .join('');
  return picture(668, 160, title, grid + steps, 'r-steps');
}

/** People as dots, one for five (or fifty, or five hundred, where there are many). Null where a count is not known. */
export function dotsOf({ about }: Pick<ReportCount, 'about'>, perDot: number): string {
  const dots = Math.round((about ?? 0) / perDot);
  const circles = Array.from(
    { length: dots },
    (_, n) => `<circle class="r-dot" cx="${6 + n * 11}" cy="6" r="4"/>`,
  ).join('');
  return `<svg class="r-dots" viewBox="0 0 ${Math.max(12, dots * 11 + 1)} 12" width="${Math.max(12, dots * 11 + 1)}" height="12" aria-hidden="true" focusable="false">${circles}</svg>`;
}

/** How many people one dot stands for, so that the longest row has at most forty. */
export function peoplePerDot(counts: readonly Pick<ReportCount, 'about'>[]): number {
  const most = Math.max(0, ...counts.map(({ about }) => about ?? 0));
  let perDot = 5;
  while (most / perDot > 40) perDot *= 10;
  return perDot;
}

const shortMonths = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `Aug–Sep 26`, for the feet of charts. */
export function shortPeriod({ period: { from, to } }: Pick<ShownShare, 'period'>): string {
  const name = (month: string): string => shortMonths[Number(month.slice(5)) - 1]!;
  const year = to.slice(2, 4);
  return from === to ? `${name(to)} ${year}` : `${name(from)}–${name(to)} ${year}`;
}

function monthsBetween(from: string, to: string): number {
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5)) + 1;
}
