import type { AnswerKinds } from './attack/model.js';
import { yearOf, type Period } from './month.js';
import { headlines } from './tables.js';

/**
 * Measures that share their respondents and so constrain each other: an item and its complement, a follow-up and its
 * parent. They are attacked together; nothing ties one family to another, nor one calendar year to the next.
 */
export interface Family {
  /** The measure whose bases are the family's. */
  readonly base: string;
  readonly measures: readonly string[];
  readonly answers: AnswerKinds;
  /** Follow-ups of the same parent that are not attacked here, but prove some positive answers to it. */
  readonly siblings: (measure: string) => boolean;
}

const none = () => false;

/** The family in which a measure is attacked. */
export function familyOf(measure: string): Family {
  if (measure === 'satisfied' || measure === 'dissatisfied') {
    return {
      base: 'satisfied',
      measures: ['satisfied', 'dissatisfied'],
      answers: {
        kinds: 3,
        positive: new Map([
          ['satisfied', [0]],
          ['dissatisfied', [1]],
        ]),
      },
      siblings: none,
    };
  }
  if (measure === 'pressure') {
    return { base: 'pressure', measures: ['pressure'], answers: yesOrNo('pressure'), siblings: followsPressure };
  }
  if (followsPressure(measure)) {
    return {
      base: 'pressure',
      measures: ['pressure', measure],
      answers: {
        kinds: 3,
        positive: new Map([
          ['pressure', [1, 2]],
          [measure, [2]],
        ]),
      },
      siblings: (other) => other !== measure && followsPressure(other),
    };
  }
  return { base: measure, measures: [measure], answers: yesOrNo(measure), siblings: none };
}

/** The months whose published cells can bear on a cell: the calendar year for headlines, else the cell's own period. */
export function reachOf(family: Family, cell: Period): Period {
  return (headlines as readonly string[]).includes(family.base) ? yearOf(cell.to) : { from: cell.from, to: cell.to };
}

function followsPressure(measure: string): boolean {
  return measure === 'pressure-strength' || measure.startsWith('pressure-how:');
}

function yesOrNo(measure: string): AnswerKinds {
  return { kinds: 2, positive: new Map([[measure, [1]]]) };
}
