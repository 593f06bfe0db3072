import {
  recordClassOf,
  type OffenceGroup,
  type OutcomeClass,
  type RecordAttributes,
  type RecordClass,
} from '@answerable/contracts';

export type BoroughAttributes = Extract<RecordAttributes, { kind: 'borough' }>;

/** One combination and how many closures of the previous twelve months share it; null where the age is not known. */
export interface Combination {
  recordClass: RecordClass;
  offenceGroup: OffenceGroup;
  age: '16-24' | '25-plus' | null;
  closedWithin30Days: boolean;
  closures: number;
}

/** A record of an answer must share its attributes with at least so many closures. */
const LEAST = 10;

/** What is given up first: age, then offence group, then class; last the speed of closing, where even that is rare. */
const ladder = ['age', 'offenceGroup', 'recordClass', 'closedWithin30Days'] as const;

/** Replaces attributes by null until the combination is shared by ten closures of the previous twelve months. */
export function coarsen(attributes: BoroughAttributes, year: readonly Combination[]): BoroughAttributes {
  const result = { ...attributes };
  const shared = () =>
    year
      .filter((c) => ladder.every((key) => result[key] === null || c[key] === result[key]))
      .reduce((sum, c) => sum + c.closures, 0);
  for (const key of ladder) {
    if (shared() >= LEAST) break;
    result[key] = null;
  }
  return result;
}

const DAY_MS = 86_400_000;

export function boroughAttributes(closure: {
  outcomeClass: OutcomeClass;
  offenceGroup: OffenceGroup;
  reportedOn: string;
  closedOn: string;
  ageGroup: string;
}): BoroughAttributes {
  const days = (Date.parse(closure.closedOn) - Date.parse(closure.reportedOn)) / DAY_MS;
  return {
    kind: 'borough',
    recordClass: recordClassOf[closure.outcomeClass],
    offenceGroup: closure.offenceGroup,
    age: closure.ageGroup === 'unknown' ? null : closure.ageGroup === '25-plus' ? '25-plus' : '16-24',
    closedWithin30Days: days <= 30,
  };
}

/** Clear text of a bundle, filled with spaces to one size: nothing can be told from its length. */
export const padded = (attributes: RecordAttributes, size = 256): string => {
  const json = JSON.stringify(attributes);
  if (json.length > size) throw new Error('attributes are larger than their envelope');
  return json.padEnd(size, ' ');
};
