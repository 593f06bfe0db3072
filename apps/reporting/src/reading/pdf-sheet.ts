import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { light } from '@answerable/web';
import Pdf from 'pdfkit';

type Element = ReturnType<PDFKit.PDFDocument['struct']>;
type ElementOptions = PDFKit.Mixins.StructureElementOptions & {
  scope?: 'Row' | 'Column';
  bbox?: [number, number, number, number];
  placement?: 'Block';
};

export interface TextStyle {
  readonly size?: number;
  readonly weight?: 'regular' | 'semibold' | 'bold';
  readonly colour?: string;
  readonly gap?: number;
  /** Least height, so that what stands side by side keeps one line. */
  readonly least?: number;
}

export interface Cell {
  readonly text: string;
  readonly strong?: boolean;
  /** Drawn in the cell as decoration: the text says the same. */
  readonly draw?: (x: number, y: number, width: number) => void;
}
export interface Column {
  readonly title: string;
  readonly width: number;
}

const fonts = join(dirname(createRequire(import.meta.url).resolve('@fontsource/source-sans-3/package.json')), 'files');
const weights = { regular: 400, semibold: 600, bold: 700 } as const;
const page = { width: 595.28, height: 841.89, side: 42, top: 36, bottom: 40 };

/**
 * A4 pages written from top to bottom, every mark of which belongs to the structure tree or is an artifact (ISO 14289-1):
 * headings, paragraphs, lists, tables with headers and scope, figures with their sentence.
 */
export class PdfSheet {
  readonly pdf: PDFKit.PDFDocument;
  private readonly finished: Promise<Buffer>;
  private readonly root: Element;
  private parent: Element;
  private x = page.side;
  private width = page.width - 2 * page.side;
  private y = page.top;

  constructor(
    title: string,
    readonly footer: string,
  ) {
    this.pdf = new Pdf({
      size: 'A4',
      margin: 0,
      pdfVersion: '1.7',
      subset: 'PDF/UA' as never,
      tagged: true,
      lang: 'en-GB',
      displayTitle: true,
      info: { Title: title, Author: 'Victim Support', Subject: footer, Producer: 'Answerable', Creator: 'Answerable' },
    });
    // As a number, pdfkit takes the part of PDF/UA for that of PDF/A and adds a CIDSet that it gets wrong (7.21.4.2).
    Object.assign(this.pdf, { subset: '1' });
    const parts: Buffer[] = [];
    this.finished = new Promise((resolve, reject) => {
      this.pdf.on('data', (part: Buffer) => parts.push(part));
      this.pdf.on('end', () => resolve(Buffer.concat(parts)));
      this.pdf.on('error', reject);
    });
    for (const [name, weight] of Object.entries(weights))
      this.pdf.registerFont(name, join(fonts, `source-sans-3-latin-${weight}-normal.woff`));
    this.root = this.pdf.struct('Document');
    this.pdf.addStructure(this.root);
    this.parent = this.root;
    this.writeFooter();
  }

  finish(): Promise<Buffer> {
    this.root.end();
    this.pdf.end();
    return this.finished;
  }

  section(write: () => void): void {
    const outer = this.parent;
    const own = this.pdf.struct('Sect');
    outer.add(own);
    this.parent = own;
    write();
    own.end();
    this.parent = outer;
  }

  heading(level: 1 | 2 | 3, text: string, style: TextStyle = {}): void {
    const sizes = { 1: 15, 2: 10.8, 3: 12.5 } as const;
    if (level === 3) this.room(80);
    this.write(`H${level}`, text, { size: sizes[level], weight: 'bold', gap: 2, ...style });
  }

  paragraph(text: string, style: TextStyle = {}): void {
    this.write('P', text, style);
  }

  list(items: readonly string[], style: TextStyle = {}): void {
    const list = this.pdf.struct('L');
    this.parent.add(list);
    for (const item of items) {
      const { size = 9.4, gap = 1.6 } = style;
      this.font({ size, ...style });
      const height = this.pdf.heightOfString(item, { width: this.width - 10 });
      this.room(height);
      const label = this.mark('Lbl', () => this.pdf.text('•', this.x, this.y, { lineBreak: false }));
      const body = this.mark('LBody', () => this.pdf.text(item, this.x + 10, this.y, { width: this.width - 10 }));
      list.add(this.pdf.struct('LI', {}, [this.pdf.struct('Lbl', {}, [label]), this.pdf.struct('LBody', {}, [body])]));
      this.y += height + gap;
    }
    list.end();
  }

  /** A picture with the sentence that says the same; `draw` gets the place it may use. */
  figure(sentence: string, width: number, height: number, draw: (x: number, y: number) => void): void {
    this.room(height);
    const [x, y] = [this.x, this.y];
    const content = this.mark('Figure', () => draw(x, y));
    this.parent.add(
      this.element('Figure', { alt: sentence, bbox: [x, y, x + width, y + height], placement: 'Block' }, content),
    );
    this.y += height + 2;
  }

  /** First cells head their rows. A header is repeated on each page, for the eye only. */
  table(
    columns: readonly Column[],
    rows: readonly (readonly Cell[])[],
    { size = 9, header = true, pad = 2.5 } = {},
  ): void {
    const table = this.pdf.struct('Table');
    this.parent.add(table);
    const height = (cells: readonly Cell[]): number =>
      Math.max(...cells.map((cell, at) => this.heightOf(cell, columns[at]!.width - 6, size))) + 2 * pad;
    const titles = columns.map(({ title }) => ({ text: title, strong: true }));
    if (header) {
      this.room(height(titles) + (rows[0] ? height(rows[0]) : 0));
      this.row(table, columns, titles, height(titles), { size, pad, head: true });
    }
    for (const cells of rows) {
      const needed = height(cells);
      if (this.room(needed) && header)
        this.artifact(() => this.drawRow(columns, titles, height(titles), { size, pad }));
      this.row(table, columns, cells, needed, { size, pad, head: false });
    }
    table.end();
    this.y += 6;
  }

  /** Parts side by side; the sheet goes on below the longest. */
  columns(gap: number, parts: readonly (() => void)[]): void {
    const [x, width, y] = [this.x, this.width, this.y];
    const each = (width - gap * (parts.length - 1)) / parts.length;
    let lowest = y;
    parts.forEach((write, at) => {
      this.x = x + at * (each + gap);
      this.width = each;
      this.y = y;
      write();
      lowest = Math.max(lowest, this.y);
    });
    this.x = x;
    this.width = width;
    this.y = lowest;
  }

  rule(colour = light.line, thickness = 0.75): void {
    this.artifact(() =>
      this.pdf
        .moveTo(this.x, this.y)
        .lineTo(this.x + this.width, this.y)
        .lineWidth(thickness)
        .strokeColor(colour)
        .stroke(),
    );
    this.y += 4;
  }

  /** A sentence that must be seen: on a tint, with a bar before it. */
  standing(text: string): void {
    this.font({ size: 11, weight: 'semibold' });
    const height = this.pdf.heightOfString(text, { width: this.width - 24 }) + 10;
    this.room(height);
    this.artifact(() => {
      this.pdf.rect(this.x, this.y, this.width, height).fill(light.tint);
      this.pdf.rect(this.x, this.y, 4, height).fill(light.mark);
    });
    const [x, y, width] = [this.x, this.y, this.width];
    this.x += 14;
    this.width -= 24;
    this.y += 5;
    this.write('P', text, { size: 11, weight: 'semibold', gap: 0 });
    [this.x, this.y, this.width] = [x, y + height + 4, width];
  }

  /** What follows stays together: a new page begins where fewer points are left. */
  keep(points: number): void {
    this.room(points);
  }

  space(points: number): void {
    this.y += points;
  }

  newPage(): void {
    this.pdf.addPage();
    this.y = page.top;
    this.writeFooter();
  }

  get innerWidth(): number {
    return this.width;
  }

  private room(height: number): boolean {
    if (this.y + height <= page.height - page.bottom) return false;
    this.newPage();
    return true;
  }

  private write(tag: string, text: string, style: TextStyle): void {
    this.font(style);
    const height = this.pdf.heightOfString(text, { width: this.width });
    this.room(height);
    const content = this.mark(tag, () => this.pdf.text(text, this.x, this.y, { width: this.width }));
    this.parent.add(this.pdf.struct(tag, {}, [content]));
    this.y += Math.max(height, style.least ?? 0) + (style.gap ?? 3);
  }

  private row(
    table: Element,
    columns: readonly Column[],
    cells: readonly Cell[],
    height: number,
    { size, pad, head }: { size: number; pad: number; head: boolean },
  ): void {
    const row = this.pdf.struct('TR');
    table.add(row);
    let x = this.x;
    cells.forEach((cell, at) => {
      const { width } = columns[at]!;
      const header = head ? 'Column' : at === 0 ? 'Row' : undefined;
      const left = x;
      const content = this.mark(header ? 'TH' : 'TD', () =>
        this.cellText(cell, left, width, { size, pad, strong: head || cell.strong === true }),
      );
      row.add(this.element(header ? 'TH' : 'TD', header ? { scope: header } : {}, content));
      if (cell.draw) this.artifact(() => cell.draw!(left, this.y + pad, width));
      x += width;
    });
    row.end();
    this.y += height;
    this.artifact(() =>
      this.pdf
        .moveTo(this.x, this.y)
        .lineTo(x, this.y)
        .lineWidth(head ? 1 : 0.4)
        .strokeColor(head ? light.control : light.line)
        .stroke(),
    );
  }

  private drawRow(
    columns: readonly Column[],
    cells: readonly Cell[],
    height: number,
    { size, pad }: { size: number; pad: number },
  ): void {
    let x = this.x;
    cells.forEach((cell, at) => {
      this.cellText(cell, x, columns[at]!.width, { size, pad, strong: true });
      x += columns[at]!.width;
    });
    this.y += height;
  }

  private cellText(
    cell: Cell,
    x: number,
    width: number,
    { size, pad, strong }: { size: number; pad: number; strong: boolean },
  ): void {
    this.font({ size, weight: strong ? 'semibold' : 'regular' });
    this.pdf.text(cell.text, x, this.y + pad, { width: width - 6 });
  }

  private heightOf(cell: Cell, width: number, size: number): number {
    this.font({ size, weight: cell.strong ? 'semibold' : 'regular' });
    return this.pdf.heightOfString(cell.text || ' ', { width });
  }

  private font({ size = 9.4, weight = 'regular', colour = light.ink }: TextStyle): void {
    this.pdf.font(weight).fontSize(size).fillColor(colour);
  }

  private mark(tag: string, draw: () => void): PDFKit.PDFStructureContent {
    const content = this.pdf.markStructureContent(tag);
    draw();
    this.pdf.endMarkedContent();
    return content as never;
  }

  private element(tag: string, options: ElementOptions, content: unknown): Element {
    return this.pdf.struct(tag, options, [content as never]);
  }

  private artifact(draw: () => void): void {
    this.pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    this.pdf.endMarkedContent();
  }

  private writeFooter(): void {
    this.pdf.markContent('Artifact', { type: 'Pagination' });
    this.font({ size: 8, colour: light.quiet });
    this.pdf.text(this.footer, page.side, page.height - 28, { width: page.width - 2 * page.side, lineBreak: false });
    this.pdf.endMarkedContent();
  }
}
