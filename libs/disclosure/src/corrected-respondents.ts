import type { Geography } from './geography.js';
import type { Correction } from './ledger.js';
import { within, type Period } from './month.js';
import { belongs, nobody, type Change, type Respondents } from './respondents.js';
import { borough, type Group } from './tables.js';

/** A correction with its place in the ledger. */
export type DatedCorrection = Correction & { readonly sequence: number };

/**
 * Valid answers ever counted in a group and period: the base at a place in the ledger, with those who came later and
 * those who had gone. An answer that was changed is one respondent all the same.
 */
export function everCounted(
  { group, base, ...period }: Period & { readonly group: Group; readonly base: number },
  sequence: number,
  corrections: readonly DatedCorrection[],
): number {
  return corrections
    .filter((each) => (each.group ?? borough) === group && within({ from: each.answersOf, to: each.answersOf }, period))
    .reduce((sum, { group: known, removed, added, sequence: at }) => {
      if (known === undefined) return at > sequence ? sum + added - removed : sum;
      return sum + (at > sequence ? added : removed);
    }, base);
}

/**
 * Takes corrections into account: among everybody ever counted, marks those who joined or left, and sets the former answers
 * of those who changed theirs beside them. Who came late for one table and who did for another are the same people as far as
 * the numbers allow: that gives the attacker most to combine.
 */
export function withCorrections(
  geography: Geography,
  respondents: readonly Respondents[],
  corrections: readonly DatedCorrection[],
): Respondents[] {
  const everyone = [...respondents];
  const breadth = ({ group = borough, answersOf }: Correction) =>
    geography.constituenciesOf(group, answersOf)?.length ?? 0;
  for (const correction of corrections.toSorted((a, b) => breadth(a) - breadth(b))) {
    const { measure, group = null, removed, added, sequence: at } = correction;
    const mark = (what: Change['what']): Change => ({ what, at, measure, group });
    const others = corrections.filter((other) => other !== correction);
    const likely = (who: Respondents, what: Change['what']) =>
      2 * Number(who.changes.some((change) => change.what === what)) +
      Number(others.some((other) => other[what] > 0 && isOf(geography, who, other)));
    const take = (what: Change['what'], count: number): Respondents[] => {
      const candidates = [...everyone.entries()]
        .filter(([, who]) => isOf(geography, who, correction))
        .filter(([, { changes }]) => !changes.some((change) => change.group === null || change.group === group))
        .sort(([, a], [, b]) => likely(b, what) - likely(a, what) || b.size - a.size);
      const taken = inAll(count, [...candidates.map(([, who]) => who), unplaced(correction, count)]);
      for (const [position, { size }] of taken.entries()) {
        const [index, who] = candidates[position] ?? [];
        if (who) everyone[index!] = { ...who, size: who.size - size };
      }
      return taken.map((who) => ({ ...who, changes: [...who.changes, mark(what)] }));
    };
    const joined = take('added', added);
    const left =
      group === null
        ? inAll(removed, [...joined, unplaced(correction, removed)]).map((who) => ({
            ...who,
            changes: [mark('removed')],
          }))
        : take('removed', removed);
    everyone.push(...joined, ...left);
  }
  return everyone.filter(({ size }) => size > 0);
}

/** The first of the respondents, so many in all; of those that are not needed, none. */
function inAll(count: number, respondents: readonly Respondents[]): Respondents[] {
  let left = count;
  return respondents.map((who) => {
    const size = Math.min(left, who.size);
    left -= size;
    return { ...who, size };
  });
}

function isOf(geography: Geography, who: Respondents, correction: Correction): boolean {
  return belongs(geography, { ...who, changes: [] }, cellOf(correction), 0);
}

/** More than the fitted table holds: people of whom nothing else is known. */
function unplaced(correction: Correction, size: number): Respondents {
  return { ...nobody, onlyIn: { ...cellOf(correction), base: size }, size };
}

function cellOf({ group = borough, answersOf, answersFrom = answersOf }: Correction): Period & { group: Group } {
  return { group, from: answersFrom, to: answersOf };
}
