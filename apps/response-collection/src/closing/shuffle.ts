import { randomInt } from 'node:crypto';

/** A new array in an order drawn from the system's random source (Fisher and Yates), each order equally likely. */
export function shuffled<T>(values: readonly T[]): T[] {
  const drawn = [...values];
  for (let i = drawn.length - 1; i > 0; i -= 1) {
    const j = randomInt(i + 1);
    [drawn[i], drawn[j]] = [drawn[j]!, drawn[i]!];
  }
  return drawn;
}
