/** An attack that is no attack is taken for one less than once in so many runs of it. */
const ONE_IN = 1e9;

/**
 * Least number of right guesses that is no chance: who lines up people and records in an order that has nothing to do with
 * the truth is right as often as a random order has fixed points, which is Poisson with mean one; those of several orders
 * add up. The tail is summed, not guessed.
 */
export function moreThanChance(orders: number): number {
  let [term, below, right] = [Math.exp(-orders), 0, 0];
  while (1 - below >= 1 / ONE_IN) {
    below += term;
    right += 1;
    term *= orders / right;
  }
  return right;
}
