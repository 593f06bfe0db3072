import { inflateSync } from 'node:zlib';

/** A piece of marked content in the order of its page: `TD` of a table, `H3`, `P`; what is decoration is an `Artifact`. */
export interface Mark {
  readonly tag: string;
  /** Without spaces, which a PDF does not keep between lines. */
  readonly text: string;
}

/** Text of each page of a PDF without spaces. */
export const pagesOfPdf = (file: Buffer): string[] =>
  markedPages(file).map((marks) => marks.map(({ text }) => text).join(''));

export const marksOfPdf = (file: Buffer): Mark[] => markedPages(file).flat();

/** Glyphs of the embedded fonts back to letters by the ToUnicode tables pdfkit writes, by marked content. */
function markedPages(file: Buffer): Mark[][] {
  const raw = file.toString('latin1');
  const objects = new Map([...raw.matchAll(/(\d+) 0 obj\n([^]*?)\nendobj/g)].map(([, id, body]) => [id!, body!]));
  const fonts = fontsOf(raw, objects);
  const pages: Mark[][] = [];
  for (const body of objects.values()) {
    const stream = body.includes('/Length') && !body.includes('/Subtype') ? streamOf(body) : '';
    if (!stream.includes(' Tf')) continue;
    let font: string[] = [];
    const marks: { tag: string; text: string }[] = [];
    for (const [, tag, name, glyphs] of stream.matchAll(
      /\/(\w+) (?:<<[^>]*>> BDC|BMC)|\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d.\s])*)\] TJ/g,
    )) {
      if (tag) marks.push({ tag, text: '' });
      else if (name) font = fonts.get(name) ?? [];
      else
        for (const [, hex] of glyphs!.matchAll(/<([0-9a-f]*)>/g))
          for (const code of hex!.match(/.{4}/g) ?? [])
            marks.at(-1)!.text += (font[parseInt(code, 16)] ?? '').replace(/\s+/g, '');
    }
    pages.push(marks);
  }
  return pages;
}

function fontsOf(raw: string, objects: ReadonlyMap<string, string>): Map<string, string[]> {
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
  return fonts;
}

function streamOf(body: string): string {
  const [, bytes] = /stream\n([^]*)\nendstream/.exec(body) ?? [];
  if (bytes === undefined) return '';
  return body.includes('/FlateDecode') ? inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1') : bytes;
}
