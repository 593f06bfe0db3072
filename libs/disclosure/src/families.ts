import type { AnswerKinds } from './attack/model.js';
import { yearOf, type Period } from './month.js';
import { headlines } from './tables.js';

/**
 * Measures that share their respondents and so constrain each other: an item and its complement, a follow-up and its
 * parent. They are attacked together; nothing ties one family to another, nor one calendar year to the next.
 */
export interface Family {
  /** The measure all of the family's respondents answered. */
  readonly base: string;
  /** Measures of which a base is that of the family, or of a part of it. */
  readonly hasBase: (measure: string) => boolean;
  readonly measures: readonly string[];
  readonly answers: AnswerKinds;
  /** Follow-ups of the same parent that are not attacked here, but prove some positive answers to it. */
  readonly siblings: (measure: string) => boolean;
}

/** The family in which a measure is attacked. */
export function familyOf(measure: string): Family {
  if (measure === 'satisfied' || measure === 'dissatisfied') {
    return {
      base: 'satisfied',
      hasBase: (other) => other === 'satisfied',
      measures: ['satisfied', 'dissatisfied'],
      answers: {
        kinds: 3,
        positive: new Map([
          ['satisfied', [0]],
          ['dissatisfied', [1]],
        ]),
      },
      siblings: () => false,
    };
  }
  if (measure === 'pressure') {
    return { ...only('pressure'), siblings: followsPressure };
  }
  if (followsPressure(measure)) {
    return {
      base: 'pressure',
      hasBase: (other) => other === 'pressure',
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
  if (measure === 'discordance-b' || followsHowEnded(measure)) return ofHowEnded(measure);
  return only(measure);
}

/** The family of the item a follow-up was asked after; of any other measure its own. */
export function parentFamilyOf(measure: string): Family {
  return familyOf(followsPressure(measure) ? 'pressure' : followsHowEnded(measure) ? 'discordance-b' : measure);
}

/**
 * How it ended: "I decided" (`how-ended`, itself never shown), anything else (discordance-b), and why, which only those were
 * asked who decided.
 */
function ofHowEnded(measure: string): Family {
  const isFollowUp = followsHowEnded(measure);
  return {
    base: 'how-ended',
    hasBase: (other) => other === 'discordance-b' || followsHowEnded(other),
    measures: ['how-ended', 'discordance-b', ...(isFollowUp ? [measure] : [])],
    answers: {
      kinds: isFollowUp ? 3 : 2,
      positive: new Map([
        ['how-ended', isFollowUp ? [1, 2] : [1]],
        ['discordance-b', [0]],
        ...(isFollowUp ? [[measure, [2]] as const] : []),
      ]),
    },
    siblings: (other) => other !== measure && followsHowEnded(other),
  };
}

/** The months whose published cells can bear on a cell: the calendar year for what is followed up or shown in parts, else the cell's own period. */
export function reachOf(family: Family, cell: Period): Period {
  return [...headlines, 'how-ended'].includes(family.base) ? yearOf(cell.to) : { from: cell.from, to: cell.to };
}

function followsPressure(measure: string): boolean {
  return measure === 'pressure-strength' || measure.startsWith('pressure-how:');
}

function followsHowEnded(measure: string): boolean {
  return measure.startsWith('why-stopped:');
}

function only(measure: string): Family {
  return {
    base: measure,
    hasBase: (other) => other === measure,
    measures: [measure],
    answers: { kinds: 2, positive: new Map([[measure, [1]]]) },
    siblings: () => false,
  };
}
