import { closureState, outcomeClasses, type ClosureState } from '@answerable/contracts';
import { london } from '@answerable/service';
import { closure, contact, type Workplace } from '../workplace.js';
import { chance, pick } from './chance.js';

export const FIRST_DAY = '2026-04-01';
const closedOn = (n: number) => london.addDays(FIRST_DAY, n % 75);

/**
 * Every kind of person the rules know, with details good, missing, old, shared, unreadable. What the police call safe or agreed
 * here must count for nothing.
 */
export async function person(place: Workplace, n: number): Promise<ClosureState> {
  const name = `p${n}`;
  const number = n % 11 === 0 ? '07700 900001' : `07700 90${String(1000 + n)}`;
  const block = contact(name, closedOn(n), {
    dateOfBirth: n % 17 === 0 ? null : n % 13 === 0 ? '2012-01-01' : '1988-01-01',
    emails: chance(0.6)
      ? [
          {
            address: `${name}@canary.example`,
            belongsTo: n % 19 === 0 ? 'someone-else' : 'her',
            safe: 'safe',
            shared: false,
          },
        ]
      : [],
    telephones: chance(0.85)
      ? [
          {
            number,
            belongsTo: 'her',
            safe: pick(['safe', 'safe', 'unknown', 'unsafe']),
            textSafe: pick(['safe', 'unknown', 'unsafe']),
            voicemailSafe: 'unknown',
            shared: false,
            times: [],
          },
        ]
      : [],
    address: chance(0.5) ? { lines: ['1 Canary Row', 'London'], postcode: 'SE1 1AA', safe: 'safe' } : null,
    confirmedOn: chance(0.8) ? closedOn(n) : null,
    interpreter: n % 23 === 0,
    marks: n % 29 === 0 ? ['suspect-is-police-officer'] : [],
  });
  const outcomeClass =
    n % 12 === 5 ? 'ADMIN' : n % 12 === 7 ? 'CHARGED' : n % 12 === 9 ? 'PREVENTED' : pick(outcomeClasses);
  const sealed = chance(0.85) ? await place.sealContact(n % 31 === 0 ? { nonsense: true } : block) : null;
  return closureState.parse({
    ...closure(name, { closedOn: closedOn(n), reportedOn: '2026-03-01', contact: sealed }),
    outcomeClass,
    proceedingsLive: outcomeClass === 'CHARGED' && n % 24 !== 19,
    victimDeadOrIll: outcomeClass === 'PREVENTED' && n % 24 === 9,
    withinLookBack: n % 20 !== 14,
    ...(n % 16 === 0 && n > 0 && { victimKey: closure(`p${n - 1}`).victimKey }),
  });
}
