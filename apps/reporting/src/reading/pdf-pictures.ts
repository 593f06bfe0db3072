import type { ShownShare } from '@answerable/contracts';
import { light } from '@answerable/web';
import { shortPeriod } from './charts.js';
import type { PdfSheet } from './pdf-sheet.js';

export function drawBar({ pdf }: PdfSheet, { share, couldBe }: ShownShare, x: number, y: number, width: number): void {
  const middle = y + 9;
  const at = (percent: number): number => x + (percent / 100) * width;
  for (const tick of [0, 25, 50, 75, 100]) pdf.moveTo(at(tick), middle - 6).lineTo(at(tick), middle + 6);
  pdf.lineWidth(0.5).strokeColor(light.line).stroke();
  pdf
    .moveTo(x, middle)
    .lineTo(x + width, middle)
    .lineWidth(0.75)
    .strokeColor(light.control)
    .stroke();
  pdf.moveTo(at(couldBe.low), middle).lineTo(at(couldBe.high), middle).lineWidth(2.5).strokeColor(light.mark).stroke();
  pdf.rect(at(share.low), middle - 5, at(share.high) - at(share.low), 10).fill(light.mark);
  pdf.font('regular').fontSize(7.5).fillColor(light.quiet);
  pdf.text('0%', x, y + 18, { lineBreak: false });
  pdf.text('50%', at(50) - 8, y + 18, { lineBreak: false });
  pdf.text('100%', at(100) - 18, y + 18, { lineBreak: false });
}

export function drawSteps({ pdf, innerWidth }: PdfSheet, blocks: readonly ShownShare[], x: number, y: number): void {
  const [left, height] = [x + 28, 88];
  const level = (percent: number): number => y + 4 + height - (percent / 100) * height;
  for (const tick of [0, 25, 50, 75, 100]) {
    pdf
      .moveTo(left, level(tick))
      .lineTo(x + innerWidth, level(tick))
      .lineWidth(0.4)
      .strokeColor(light.line)
      .stroke();
    pdf
      .font('regular')
      .fontSize(7.5)
      .fillColor(light.quiet)
      .text(`${tick}%`, x, level(tick) - 5, { lineBreak: false });
  }
  const months = (block: ShownShare): number =>
    (Number(block.period.to.slice(0, 4)) - Number(block.period.from.slice(0, 4))) * 12 +
    Number(block.period.to.slice(5)) -
    Number(block.period.from.slice(5)) +
    1;
  const unit = Math.min(36, (innerWidth - 32) / blocks.reduce((sum, block) => sum + months(block), 0));
  let at = left + 3;
  for (const block of blocks) {
    const width = months(block) * unit - 2;
    pdf
      .rect(at, level(block.couldBe.high), width, level(block.couldBe.low) - level(block.couldBe.high))
      .fillAndStroke(light.band, light.mark);
    pdf.rect(at, level(block.share.high), width, level(block.share.low) - level(block.share.high)).fill(light.mark);
    pdf
      .font('regular')
      .fontSize(7)
      .fillColor(light.quiet)
      .text(shortPeriod(block), at, y + height + 8, { width: Math.max(width, 34), lineBreak: false });
    at += width + 2;
  }
}

export function drawDots({ pdf }: PdfSheet, dots: number, x: number, y: number): void {
  for (let dot = 0; dot < dots; dot += 1) pdf.circle(x + 4 + dot * 7.6, y + 6, 2.6);
  if (dots > 0) pdf.fill(light.mark);
}
