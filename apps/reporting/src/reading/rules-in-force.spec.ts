import { rulesInForce, southwark } from '@answerable/contracts';
import { expect, it } from 'vitest';
import { rulesInForceOf } from './rules-in-force.js';

const seat = { seat: 'E14001421', office: 'Office of Peckham', from: '2024-07-04', until: null };

it('an auditor reads every rule a report is bound by, with its date, and nobody’s address', () => {
  const rules = rulesInForce.parse(rulesInForceOf(southwark, [{ ...seat, email: 'peckham@mp.example' }]));
  expect(rules.seats).toEqual([seat]);
  const [first] = rules.geographies;
  expect(first!.areas.map(({ name }) => name)).toEqual(['Bermondsey and Old Southwark', 'Peckham', 'South and West']);
  expect(first!.areas[2]!.constituencies).toContain('Dulwich and West Norwood');
  expect(first!.scales[0]).toEqual({ scale: 'thirds', fromBase: 10 });
  expect(first!.thresholds).toMatchObject({ block: 20, correction: 10, possibleValues: 3, knownRespondents: 2 });
  expect(Object.keys(first!.references)).toContain('pressure');
  expect(rules.signals[0]!.expected).toMatchObject({ contactMissing: 0.11, awaitingCourtOverTwelveMonths: 0.4 });
});
