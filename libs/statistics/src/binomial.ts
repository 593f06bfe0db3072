/**
 * Chance of `count` or more among `base` where each has the chance `share`, exactly: the upper tail of the binomial distribution.
 * `count` and `base` are whole numbers, 0 <= count <= base; 0 <= share <= 1. Throws RangeError for anything else.
 * For small bases, where the normal approximation of a control chart raises false alarms.
 */
export function chanceOfAtLeast(count: number, base: number, share: number): number {
  if (!Number.isInteger(count) || !Number.isInteger(base) || count < 0 || count > base)
    throw new RangeError(`a count lies between 0 and its base: ${count} of ${base}`);
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share lies between 0 and 1: ${share}`);
  if (count === 0) return 1;
  if (share === 0) return 0;
  if (share === 1) return 1;
  const [logShare, logRest] = [Math.log(share), Math.log1p(-share)];
  let logWays = 0;
  let chance = 0;
  for (let k = 0; k <= base; k += 1) {
    if (k > 0) logWays += Math.log((base - k + 1) / k);
    if (k >= count) chance += Math.exp(logWays + k * logShare + (base - k) * logRest);
  }
  return Math.min(1, chance);
}
