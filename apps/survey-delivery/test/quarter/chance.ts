/** Mulberry32: the same quarter at every run. */
let seed = 20260401;
const random = (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
export const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
export const chance = (share: number): boolean => random() < share;

/** One after the other, and again from the start: whatever stands in the list happens. */
export function inTurn<T>(items: readonly T[]): () => T {
  let next = 0;
  return () => items[next++ % items.length]!;
}
