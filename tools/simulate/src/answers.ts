import type { Random } from './random.js';
import type { Life } from './world.js';

const satisfied = ['completely-satisfied', 'very-satisfied', 'fairly-satisfied'];
const dissatisfied = ['neither', 'fairly-dissatisfied', 'very-dissatisfied', 'completely-dissatisfied'];

/** What follows from what happened to her; every other item is answered by chance. */
const fromTruth: Readonly<Record<string, (life: Life, random: Random) => string>> = {
  satisfied: ({ truth }, random) => random.pick(truth.satisfied ? satisfied : dissatisfied),
  seriously: ({ truth }, random) => random.pick(truth.takenSeriously ? ['very', 'fairly'] : ['not-very', 'not-at-all']),
  pressure: ({ truth }, random) =>
    truth.pressedToStop
      ? random.pick(['stop', 'stop', 'stop', 'both'])
      : random.pick(['neither', 'neither', 'neither', 'carry-on']),
  'how-ended': ({ truth }) => (truth.sheDecided ? 'i-decided' : 'police-or-prosecutors-stopped'),
  'told-police-stop': ({ truth }) => (truth.sheDecided ? 'yes' : 'no'),
};

/** Her answer to an item out of what its page offers; undefined where she passes it by (one in twelve, never a headline). */
export function answerOf(life: Life, item: string, offered: readonly string[], random: Random): string | undefined {
  const told = fromTruth[item]?.(life, random);
  if (told !== undefined && offered.includes(told)) return told;
  if (offered.length === 0 || random.chance(1 / 12)) return undefined;
  // In an order of its own: some pages draw theirs anew for each visit, and the same seed must give the same answers.
  const known = offered.toSorted();
  const silent = new Set(['not-sure', 'prefer-not-to-say', 'skipped']);
  const spoken = known.filter((o) => !silent.has(o));
  return random.pick(spoken.length > 0 && !random.chance(0.05) ? spoken : known);
}

/** What some write to Victim Support, which it alone can read; in no table, log or file of ours may it stand. */
export const messageOf = ({ number }: Life): string | undefined =>
  number % 7 === 3 ? `I should like to say that I was ${number} times in two minds` : undefined;
