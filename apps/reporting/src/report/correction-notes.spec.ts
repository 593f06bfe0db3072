import type { LedgerRecord, Release } from '@answerable/disclosure';
import { expect, it } from 'vitest';
import { noted } from './correction-notes.js';

const cell = { table: 'T2', measure: 'satisfied', group: 'borough', from: '2026-01', to: '2026-02' } as const;
const published = { kind: 'published', month: '2026-02', version: 1, ...cell } as LedgerRecord;
const places = (group: string): string => (group === 'peckham' ? 'Peckham' : group);
const release = (outcome: 'noted' | 'republished', changes: object = {}, cells: object[] = []) =>
  ({
    corrections: [
      { measure: 'satisfied', answersOf: '2026-01', removed: 0, added: 4, reason: '', outcome, ...changes },
    ],
    cells,
  }) as unknown as Release;

it('a correction too small to give a figure again is noted, of a figure that was published', () => {
  const [note] = noted(release('noted'), [published], places);
  expect(note).toBe(
    'Fewer than 10 answers of January 2026 were corrected; that is too few to publish the figure again.',
  );
  const there = { ...published, group: 'peckham' } as LedgerRecord;
  expect(noted(release('noted', { group: 'peckham' }), [there], places)[0]).toContain('January 2026 in Peckham');
});

it('what was put right before anything was published of it, or of what was taken down, is no matter of a report', () => {
  expect(noted(release('noted', { added: 11 }), [], places)).toEqual([]);
  expect(noted(release('noted', { answersOf: '2026-03' }), [published], places)).toEqual([]);
});

it('a figure that may not be given again, though enough of it changed, is said to be so', () => {
  expect(noted(release('republished'), [published], places)[0]).toContain('not every figure is given again');
  expect(noted(release('republished', {}, [{ ...cell, version: 2 }]), [published], places)).toEqual([]);
});
