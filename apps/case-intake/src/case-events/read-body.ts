import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { intakeProblem } from './case-events.problems.js';

/** A line of a stream, or why it could not be one. */
export type Line = { readonly text: string } | { readonly tooLong: number };

export interface LineLimits {
  readonly linesAtOnce: number;
  readonly longestLine: number;
  /** Lines at hand go on when nothing further came for so long: a sender that waits for its receipts gets them. */
  readonly lingerMs: number;
  readonly idleMs: number;
  /** So long the stream may take in all. */
  readonly mostMs: number;
}

const silence = Symbol('silence');
const NEWLINE = 0x0a;

/** A body that is read whole, or one line, may take so many times the silence allowed: a byte now and then holds nothing open for ever. */
const MOST_SILENCES = 4;

/** The whole body as text; problems `body-too-large` above `limit` bytes, `too-slow` after `idleMs` without a byte or four times that in all. */
export async function readText(body: Readable, limit: number, idleMs: number): Promise<string> {
  const parts: Buffer[] = [];
  const until = performance.now() + MOST_SILENCES * idleMs;
  let size = 0;
  const source = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  for (;;) {
    const next = await within(source.next(), Math.min(idleMs, until - performance.now()));
    if (next === silence) throw intakeProblem('too-slow');
    if (next.done) return Buffer.concat(parts).toString('utf8');
    size += next.value.length;
    if (size > limit)
      throw intakeProblem(
        'body-too-large',
        `The body is larger than ${limit} bytes. Send a stream (application/x-ndjson).`,
      );
    parts.push(next.value);
  }
}

/**
 * Lines of a stream in groups, without blank ones. Reads no further than the group at hand, so that the sender feels how fast
 * we are; a line longer than allowed is skipped without being held. Throws `too-slow` after `idleMs` without a byte, four times that without
 * the end of a line, and `mostMs` in all.
 */
export async function* linesOf(body: Readable, limits: LineLimits): AsyncGenerator<Line[]> {
  const source = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const splitter = new LineSplitter(limits.longestLine);
  const end = performance.now() + limits.mostMs;
  /** For the end of a line, or so many bytes that it is too long, while nothing held the sender up. */
  let waited = 0;
  let bytes = 0;
  const ask = () => {
    const asked = source.next();
    // Whoever gives up does not wait for it any more, and it may still fail.
    asked.catch(() => undefined);
    return asked;
  };
  let next = ask();
  for (;;) {
    const began = performance.now();
    if (began >= end)
      throw intakeProblem('too-slow', `It may take ${limits.mostMs / 1000} seconds in all: send parts.`);
    const most = splitter.ready > 0 ? limits.lingerMs : limits.idleMs;
    const read = await within(next, Math.min(most, end - began, MOST_SILENCES * limits.idleMs - waited));
    waited += performance.now() - began;
    if (read === silence) {
      if (splitter.ready > 0) yield splitter.take(limits.linesAtOnce);
      else if (performance.now() < end) throw intakeProblem('too-slow');
      continue;
    }
    if (read.done) break;
    splitter.add(read.value);
    bytes += read.value.length;
    if (read.value.includes(NEWLINE) || bytes > limits.longestLine) waited = bytes = 0;
    while (splitter.ready >= limits.linesAtOnce) yield splitter.take(limits.linesAtOnce);
    next = ask();
  }
  splitter.end();
  while (splitter.ready > 0) yield splitter.take(limits.linesAtOnce);
}

/** Splits bytes into lines, holding at most one unfinished line of the allowed length. */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private lines: Line[] = [];
  private rest = '';
  private skipping = false;

  constructor(private readonly longest: number) {}

  get ready(): number {
    return this.lines.length;
  }

  add(bytes: Buffer): void {
    this.addText(this.decoder.write(bytes));
  }

  end(): void {
    this.addText(this.decoder.end());
    this.finish(this.rest);
    this.rest = '';
  }

  take(count: number): Line[] {
    return this.lines.splice(0, count);
  }

  private addText(text: string): void {
    const pieces = text.split('\n');
    pieces[0] = this.rest + pieces[0]!;
    this.rest = pieces.pop()!;
    for (const piece of pieces) this.finish(piece);
    if (this.rest.length <= this.longest) return;
    if (!this.skipping) this.lines.push({ tooLong: this.longest });
    this.skipping = true;
    this.rest = '';
  }

  private finish(piece: string): void {
    const wasSkipping = this.skipping;
    this.skipping = false;
    if (wasSkipping) return;
    const text = piece.replace(/^\uFEFF/, '').trim();
    if (text.length > this.longest) this.lines.push({ tooLong: this.longest });
    else if (text !== '') this.lines.push({ text });
  }
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T | typeof silence> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof silence>((resolve) => {
    timer = setTimeout(() => resolve(silence), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
