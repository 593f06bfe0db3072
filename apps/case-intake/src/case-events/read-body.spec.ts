import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { linesOf, LineSplitter, readText, type Line } from './read-body.js';

// Properties try hundreds of cases; a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

const limits = { linesAtOnce: 3, longestLine: 40, lingerMs: 5, idleMs: 1000, mostMs: Number.POSITIVE_INFINITY };

async function allLines(body: Readable): Promise<Line[][]> {
  const groups: Line[][] = [];
  for await (const group of linesOf(body, limits)) groups.push(group);
  return groups;
}

/** The bytes cut anywhere, also within a character. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end));
}

describe('a stream of lines', () => {
  it('says the same wherever the network cuts it', () => {
    const line = fc.string({ unit: 'binary', maxLength: 15 }).map((text) => text.replaceAll(/[\r\n\uFEFF]/g, ''));
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat()), fc.constantFrom('\n', '\r\n'), (lines, places, end) => {
        const splitter = new LineSplitter(1000);
        for (const piece of cut(Buffer.from(lines.join(end)), places)) splitter.add(piece);
        splitter.end();
        const expected = lines.map((text) => Buffer.from(text).toString().trim()).filter((text) => text !== '');
        expect(splitter.take(1000)).toEqual(expected.map((text) => ({ text })));
      }),
    );
  });

  it('names a line that is too long and goes on with the next, holding neither', () => {
    const splitter = new LineSplitter(10);
    for (let i = 0; i < 1000; i += 1) splitter.add(Buffer.from('x'.repeat(100)));
    splitter.add(Buffer.from('\nnext\n'));
    splitter.end();
    expect(splitter.take(10)).toEqual([{ tooLong: 10 }, { text: 'next' }]);
  });

  it('comes in groups of the wanted size', async () => {
    const groups = await allLines(Readable.from([Buffer.from('1\n2\n3\n4\n5\n6\n7')]));
    expect(groups.map((group) => group.length)).toEqual([3, 3, 1]);
  });

  it('hands on what is there when the sender waits for its receipts, and gives up on one that says nothing more', async () => {
    const body = new Readable({ read() {} });
    body.push(Buffer.from('1\n2\n'));
    const groups = linesOf(body, limits);
    expect((await groups.next()).value).toHaveLength(2);
    await expect(groups.next()).rejects.toMatchObject({ code: 'too-slow' });
  });
});

describe('a stream that comes byte by byte', () => {
  const dribbling = (text: string) => {
    const body = new Readable({ read() {} });
    const dribble = setInterval(() => body.push(Buffer.from(text)), 5);
    body.once('close', () => clearInterval(dribble));
    return body;
  };
  /** Lines that came until it was given up. */
  async function until(body: Readable, more: object): Promise<[number, unknown]> {
    let lines = 0;
    try {
      for await (const group of linesOf(body, { ...limits, ...more })) lines += group.length;
      return [lines, null];
    } catch (error) {
      return [lines, (error as { code: unknown }).code];
    } finally {
      body.destroy();
    }
  }

  it('is given up when no line ends, however often a byte comes', async () => {
    expect(await until(dribbling('x'), { idleMs: 20, longestLine: 1_000_000 })).toEqual([0, 'too-slow']);
  });

  it('is given up after the time it may take in all, also while its lines end', async () => {
    const [lines, code] = await until(dribbling('x\n'), { idleMs: 200, mostMs: 400 });
    expect(code).toBe('too-slow');
    expect(lines).toBeGreaterThan(0);
  });

  it('is not given up for the time in which nobody read it', async () => {
    const body = Readable.from([Buffer.from('1\n2\n3\n4'), Buffer.from('5'), Buffer.from('6\n')]);
    const groups = linesOf(body, { ...limits, idleMs: 5 });
    await groups.next();
    const held = performance.now() + 60;
    while (performance.now() < held);
    expect((await groups.next()).value).toEqual([{ text: '456' }]);
  });
});

describe('a body that is read whole', () => {
  it('is refused as soon as it is too large, without waiting for its end', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1000);
      })(),
    );
    await expect(readText(endless, 5000, 1000)).rejects.toMatchObject({ code: 'body-too-large', status: 413 });
  });

  it('is refused when it comes byte by byte for ever', async () => {
    const body = new Readable({ read() {} });
    const dribble = setInterval(() => body.push(Buffer.from(' ')), 5);
    await expect(readText(body, 5000, 20)).rejects.toMatchObject({ code: 'too-slow', status: 408 });
    clearInterval(dribble);
  });

  it('is refused when it stops coming', async () => {
    const body = new Readable({ read() {} });
    body.push(Buffer.from('{'));
    await expect(readText(body, 5000, 20)).rejects.toMatchObject({ code: 'too-slow', status: 408 });
  });
});
