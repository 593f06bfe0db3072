import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progressBar } from './progress.js';

function drawn({ isTTY }: { isTTY: boolean }) {
  const written: string[] = [];
  let now = 0;
  const out = { isTTY, write: (text: string) => written.push(text) > 0 };
  return { written, bar: progressBar(out as never, () => now), later: (ms: number) => void (now += ms) };
}

describe('the progress of a run', () => {
  it('is one line on a terminal, drawn over itself, with the share, the speed and what was refused', () => {
    const { written, bar, later } = drawn({ isTTY: true });
    later(2000);
    bar.show(500, 1000, 3);
    bar.end();
    expect(written[0]).toBe('\r[##############..............]  50%  500 of 1000 rows, 250/s, 3 refused');
    expect(written.at(-1)).toMatch(/^\r\[.*refused\n$/);
  });

  it('is a line every ten seconds in the log of a scheduler, and always its last state', () => {
    const { written, bar, later } = drawn({ isTTY: false });
    for (let done = 1; done <= 25; done += 1) {
      bar.show(done, 25, 0);
      later(1000);
    }
    bar.end();
    expect(written.map((line) => /(\d+) of 25/.exec(line)![1])).toEqual(['1', '11', '21', '25']);
    expect(written.every((line) => line.endsWith('\n') && !line.includes('\r'))).toBe(true);
  });

  it('says nothing of a run that never began', () => {
    const { written, bar } = drawn({ isTTY: true });
    bar.end();
    expect(written).toEqual([]);
  });

  it('keeps the width of its bar, whatever the counts', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (done, total, refused) => {
        const { written, bar } = drawn({ isTTY: true });
        bar.show(done, total, refused);
        expect(written[0]).toMatch(/^\r\[#*\.*\] +\d{1,3}%/);
        expect(/\[(.*)\]/.exec(written[0]!)![1]).toHaveLength(28);
      }),
    );
  });
});
