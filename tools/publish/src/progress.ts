const WIDTH = 28;
const QUIET_MS = 10_000;
const DRAW_MS = 100;

/** A bar on a terminal; elsewhere (a scheduler's log) a line every ten seconds. */
export function progressBar(
  out: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>,
  clock: () => number = () => performance.now(),
): {
  show: (done: number, total: number, refused: number) => void;
  end: () => void;
} {
  const begun = clock();
  let drawn = Number.NEGATIVE_INFINITY;
  let last = '';
  const text = (done: number, total: number, refused: number): string => {
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const bar = '#'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '.');
    const perSecond = Math.round(done / Math.max(0.001, (clock() - begun) / 1000));
    return `[${bar}] ${String(Math.round(share * 100)).padStart(3)}%  ${done} of ${total} rows, ${perSecond}/s, ${refused} refused`;
  };
  return {
    show(done, total, refused) {
      last = text(done, total, refused);
      const now = clock();
      if (now - drawn < (out.isTTY ? DRAW_MS : QUIET_MS)) return;
      drawn = now;
      out.write(out.isTTY ? `\r${last}` : `${last}\n`);
    },
    end() {
      if (last !== '') out.write(out.isTTY ? `\r${last}\n` : `${last}\n`);
    },
  };
}
