import type { Organisation } from '../organisation.js';
import { constituencies2024 } from './constituencies-2024.js';
import { forces } from './forces.js';
import { partsOfForces } from './parts-of-forces.js';
import { policingBodyOf } from './policing-bodies.js';

const since2024 = '2024-07-04';
const codeByName = new Map(constituencies2024.map(([code, name]) => [name, code]));

/** Throws where a name is not that of a constituency: a misspelt one would silently have no figures. */
function codeOf(name: string): string {
  const code = codeByName.get(name);
  if (code === undefined) throw new Error(`there is no constituency ${name}`);
  return code;
}

function organisationOf([force, name, names]: (typeof partsOfForces)[number]): Organisation {
  const constituencies = names.split('; ').map((each) => ({ code: codeOf(each), name: each }));
  return {
    id: name
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, '-')
      .replace(/-$/, ''),
    name,
    controller: policingBodyOf(force),
    localAuthority: null,
    forces: forces.filter(({ code }) => code === force),
    wards: [],
    constituencies: constituencies.map((each) => ({ ...each, from: since2024, until: null })),
    reportingAreas: [
      {
        from: since2024,
        areas: [
          ...constituencies.map((each) => ({
            id: each.code,
            name: each.name,
            constituencies: [each.code],
            other: false,
          })),
          { id: 'not-known', name: 'Constituency not known', constituencies: [], other: true },
        ],
      },
    ],
    lookBackDays: 90,
    // (v) Nobody has decided yet when another area begins.
    goLive: '2027-01-01',
  };
}

/** Every part of every force but Southwark, ready to be served: scoped by constituency, which the force sends as the area. */
export const englandAndWales: readonly Organisation[] = partsOfForces.map(organisationOf);
