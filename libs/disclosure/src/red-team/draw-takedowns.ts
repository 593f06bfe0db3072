import { seededRandom } from '../attack/random.js';
import type { CellKey, Correction, LedgerEntry } from '../ledger.js';
import { borough } from '../tables.js';

/** Says of what was published before a report what is taken down before it is made; corrections are those of the report. */
export type DrawTakedown = (ledger: readonly LedgerEntry[], corrections: readonly Correction[]) => readonly CellKey[];

/**
 * Takedowns of a year, about two: a single figure or a whole report; every second one of a figure that would be corrected
 * now, so that the correction must not bring it back.
 */
export function drawTakedowns(seed: number): DrawTakedown {
  const random = seededRandom(5_000_011 * seed + 41);
  const one = <T>(choices: readonly T[]): T | undefined => choices[Math.floor(random() * choices.length)];
  return (ledger, corrections) => {
    const published = ledger.filter((entry) => entry.kind === 'published');
    const due = published.filter((cell) => corrections.some((each) => corrects(each, cell)));
    const [happens, ofDue, whole] = [random() < 1 / 6, random() < 1 / 2, random() < 1 / 4];
    const chosen = happens ? one(ofDue && due.length > 0 ? due : published) : undefined;
    if (!chosen) return [];
    return whole ? published.filter(({ month }) => month === chosen.month) : [chosen];
  };
}

const corrects = ({ measure, group = borough, answersOf }: Correction, cell: CellKey): boolean =>
  cell.measure === measure && cell.group === group && cell.from <= answersOf && answersOf <= cell.to;
