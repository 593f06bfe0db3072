/** How finely a share is shown; from coarse to fine. */
export type ShareScale = 'thirds' | 'quarters' | 'tenths' | 'twentieths';

interface Scale {
  /** Edges between the bands as numerators over `denominator`, ascending: exact, so that no rounding decides a band. */
  readonly denominator: number;
  readonly edges: readonly number[];
  /** One phrase a band. */
  readonly words: readonly string[];
}

const steps = (first: number, last: number, step: number) =>
  Array.from({ length: Math.round((last - first) / step) + 1 }, (_, index) => first + index * step);

/** Release rule 2 of the monthly report: thirds, quarters, nearest 10%, nearest 5%. */
export const scales: Readonly<Record<ShareScale, Scale>> = {
  thirds: { denominator: 3, edges: [1, 2], words: ['under a third', 'a third to two thirds', 'over two thirds'] },
  quarters: {
    denominator: 4,
    edges: [1, 2, 3],
    words: ['fewer than a quarter', 'a quarter to a half', 'a half to three quarters', 'more than three quarters'],
  },
  tenths: {
    denominator: 20,
    edges: steps(3, 17, 2),
    words: ['under 15%', ...steps(20, 80, 10).map((percent) => `about ${percent}%`), 'over 85%'],
  },
  twentieths: {
    denominator: 40,
    edges: steps(5, 35, 2),
    words: ['under 12.5%', ...steps(15, 85, 5).map((percent) => `about ${percent}%`), 'over 87.5%'],
  },
};

/**
 * The fixed ladder of coarsening: the next coarser scale, then nothing.
 * It is climbed from bases alone, never from answers.
 */
export const coarser: Readonly<Record<ShareScale, ShareScale | null>> = {
  twentieths: 'tenths',
  tenths: 'quarters',
  quarters: 'thirds',
  thirds: null,
};

/**
 * The band of `count` of `base` on a scale, from 0. An edge belongs to the band nearer the middle;
 * the edge at one half, which is as near to both, belongs to the upper one.
 */
export function bandOf(count: number, base: number, scale: ShareScale): number {
  const { denominator, edges } = scales[scale];
  const share = count * denominator;
  return edges.filter((edge) => (2 * edge <= denominator ? share >= edge * base : share > edge * base)).length;
}

/** The least and the greatest count of `base` that fall into a band; null when no count does. */
export function countsOfBand(band: number, base: number, scale: ShareScale): { least: number; most: number } | null {
  let least = -1;
  let most = -1;
  for (let count = 0; count <= base; count += 1) {
    if (bandOf(count, base, scale) !== band) continue;
    if (least < 0) least = count;
    most = count;
  }
  return least < 0 ? null : { least, most };
}
