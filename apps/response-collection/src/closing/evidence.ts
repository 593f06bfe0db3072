import type { Evidence } from '../submission/submission.js';

export interface EvidenceTotals {
  modes: Record<string, number>;
  languages: Record<string, number>;
  /** Pages at which those stopped who then sent what they had. */
  sentEarly: Record<string, number>;
  /** Pages at which those stopped who never sent. */
  breakOffs: Record<string, number>;
  straightLined: number;
  withdrawn: number;
}

/** Visits of a month as totals by one thing at a time: two things together could match a record again. */
export function totalsOf(visits: readonly Evidence[], withdrawn: number): EvidenceTotals {
  const count = (values: readonly string[]): Record<string, number> => {
    const totals: Record<string, number> = {};
    for (const value of values.toSorted()) totals[value] = (totals[value] ?? 0) + 1;
    return totals;
  };
  return {
    modes: count(visits.map(({ mode }) => mode)),
    languages: count(visits.map(({ language }) => language)),
    sentEarly: count(visits.flatMap(({ sent, stoppedAt }) => (sent && stoppedAt) || [])),
    breakOffs: count(visits.flatMap(({ sent, stoppedAt }) => (!sent && stoppedAt) || [])),
    straightLined: visits.filter(({ straightLined }) => straightLined).length,
    withdrawn,
  };
}
