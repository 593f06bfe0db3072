import { events, type ClosureState, type EventData } from '@answerable/contracts';
import { expect, test } from 'vitest';
import { newEpisode } from './closure-desk.js';
import { contactsToKeep, contactsToMove } from './contacts-to-keep.js';
import { takeClosure, type Desk } from './decide-closures.js';

const now = new Date('2026-06-01T09:00:00Z');
const example = events['cases.closure.recorded.v1'].example as EventData<'cases.closure.recorded.v1'>;
const keyOf = (n: number) => String(n).padStart(64, '0');
const told = (over: Partial<ClosureState>): ClosureState => ({
  ...example,
  caseKey: keyOf(1),
  contact: 'sealed',
  ...over,
});

/** One run of events; gives the desk after it, and what was known before. */
function run(...states: ClosureState[]) {
  const desk: Desk = {
    now,
    closures: new Map(),
    merged: new Set(),
    episodes: new Map(),
    episodesOf: new Map(),
    refused: () => false,
    deaths: new Map(),
    heldUntil: new Map(),
    spokenWith: new Set(),
    startEpisode: (closure) => newEpisode(closure, now),
    changedClosures: new Map(),
    newEpisodes: new Set(),
    changedEpisodes: new Set(),
  };
  takeClosure(desk, told({ victimKey: keyOf(7) }));
  const before = new Map([...desk.closures].map(([key, closure]) => [key, { ...closure }]));
  const given = states.flatMap((state) => {
    const taken = takeClosure(desk, state);
    return taken && state.contact ? [{ caseKey: taken.caseKey, sealed: state.contact, version: state.version }] : [];
  });
  return { moved: contactsToMove(desk, before), kept: contactsToKeep(desk, given) };
}

test('two pseudonyms of one case in one run leave nothing behind: its contact goes to the last, and what came on the way too', () => {
  const { moved, kept } = run(
    told({ version: 2, victimKey: keyOf(8) }),
    told({ version: 3, victimKey: keyOf(9), contact: null }),
  );
  expect(moved).toMatchObject([{ from: { subjectKey: keyOf(7) }, to: { subjectKey: keyOf(9), caseKey: keyOf(1) } }]);
  expect(kept).toEqual([{ subjectKey: keyOf(9), caseKey: keyOf(1), sealed: 'sealed', version: 2 }]);
});

test('what came for a part of a case is kept for the case, unless something came for the case itself', () => {
  const part = {
    victimKey: keyOf(7),
    version: 2,
    state: 'merged',
    mergedInto: keyOf(2),
    contact: 'of the part',
  } as const;
  const whole = { caseKey: keyOf(2), victimKey: keyOf(7) };
  const { moved, kept } = run(told({ ...whole, contact: null }), told(part));
  expect(moved).toMatchObject([{ from: { caseKey: keyOf(1) }, to: { caseKey: keyOf(2) } }]);
  expect(kept).toMatchObject([{ caseKey: keyOf(2), sealed: 'of the part' }]);
  expect(run(told(whole), told(part)).kept).toMatchObject([{ caseKey: keyOf(2), sealed: 'sealed' }]);
});
