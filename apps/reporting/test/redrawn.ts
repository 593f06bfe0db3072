import { southwark, type Organisation } from '@answerable/contracts';
import type { Person } from '../../../libs/disclosure/src/red-team/population.js';
import { headlinesOf, type ClearRecord } from './reporting.js';

export const [bermondsey, peckham, dulwich, lewisham, vauxhall] = southwark.constituencies
  .filter(({ until }) => until === null)
  .map(({ code }) => code) as [string, string, string, string, string];
/** From July 2026 in place of Peckham, with part of Lewisham West; and what that leaves of the other. */
export const [nunhead, sydenham] = ['E14009001', 'E14009002'];
export const changesOn = '2026-07-01';

/**
 * Southwark from May 2026, with other boundaries from July: two constituencies give way to two new ones, one of which has
 * the area of one that is gone, under a name of its own. What is returned puts Southwark back.
 */
export function redrawSouthwark(): () => void {
  const before = { ...southwark };
  const [area] = southwark.reportingAreas;
  const [first, , others] = area!.areas;
  const redrawn: Pick<Organisation, 'goLive' | 'constituencies' | 'reportingAreas'> = {
    goLive: '2026-05-01',
    constituencies: [
      ...southwark.constituencies.map((each) =>
        [peckham, lewisham].includes(each.code) ? { ...each, until: '2026-06-30' } : each,
      ),
      { code: nunhead, name: 'Peckham and Nunhead', from: changesOn, until: null },
      { code: sydenham, name: 'Sydenham and East Dulwich', from: changesOn, until: null },
    ],
    reportingAreas: [
      area!,
      {
        from: changesOn,
        areas: [
          first!,
          { id: 'peckham-nunhead', name: 'Peckham and Nunhead', constituencies: [nunhead], other: false },
          { ...others!, constituencies: [dulwich, sydenham, vauxhall] },
        ],
      },
    ],
  };
  Object.assign(southwark, redrawn);
  return () => void Object.assign(southwark, before);
}

/** Where somebody lives by the new boundaries: of Lewisham West every third moved to the new constituency. */
const homeAfter = (home: string, n: number): string =>
  home === peckham ? nunhead : home === lewisham ? (n % 3 === 0 ? nunhead : sydenham) : home;

/** Somebody who answered, with the place that her records carry. */
export interface Answering extends Person {
  readonly recorded: string;
}

/**
 * Places by the day of the closure, which is weeks before the answer: of those who answer in July and August every other carries
 * a place of the old boundaries. Where that is none any more she counts with those whose area is not known.
 */
export const settled = (people: readonly Person[]): Answering[] =>
  people.map((who, n) => {
    const homes = [who.constituency, homeAfter(who.constituency, n)] as const;
    const isLate = who.month < changesOn.slice(0, 7) || (who.month <= '2026-08' && n % 2 === 0);
    const recorded = homes[isLate ? 0 : 1];
    const isGone = who.month >= changesOn.slice(0, 7) && [peckham, lewisham].includes(recorded);
    return { ...who, homes, recorded, constituency: isGone ? 'unknown' : recorded };
  });

/** The three headline records of each, as they said it. */
export const headlineRecords = (people: readonly Person[]): ClearRecord[] =>
  people.flatMap(({ answers }) => {
    const said = (measure: string, yes: string, no: string): string =>
      answers.has(measure) ? (answers.get(measure) ? yes : no) : 'skipped';
    return headlinesOf(
      said('satisfied', 'very-satisfied', 'very-dissatisfied'),
      said('seriously', 'fairly', 'not-very'),
      said('pressure', 'stop', 'neither'),
    );
  });
