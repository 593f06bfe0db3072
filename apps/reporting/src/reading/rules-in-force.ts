import type { Organisation, RulesInForce } from '@answerable/contracts';
import { signalReferences } from '../coverage/signal-reference.js';
import { releaseConfigsOf } from '../organisation.js';
import type { SeatTerm } from '../seats/seat.js';

/** Everything a report of an organisation is bound by that was settled before anybody answered. Pure. */
export function rulesInForceOf(organisation: Organisation, terms: readonly SeatTerm[]): RulesInForce {
  return {
    geographies: releaseConfigsOf(organisation).map(({ validFrom, constituencies, areas, thresholds, references }) => {
      const { scales, ...numbers } = thresholds;
      const nameOf = (code: string) => constituencies.find((each) => each.code === code)?.name ?? code;
      return {
        from: validFrom,
        areas: areas.map(({ name, constituencies: codes }) => ({ name, constituencies: codes.map(nameOf) })),
        scales: scales.map((each) => ({ ...each })),
        thresholds: numbers,
        references: { ...references },
      };
    }),
    signals: signalReferences.map(({ from, ofClosures, ofRecorded, daysToClosure, ...ofOpen }) => ({
      from,
      expected: { ...ofClosures, ...ofRecorded, ...ofOpen },
      daysToClosure,
    })),
    // Without the address its notices go to.
    seats: terms.map(({ seat, office, from, until }) => ({ seat, office, from, until })),
  };
}
