import { describe, expect, it } from 'vitest';
import type { Tombstone } from '@answerable/contracts';
import type { LedgerRecord } from '@answerable/disclosure';
import { takedownNote, takedownsOf, takenDownCells, withoutTakenDown } from './takedown.js';

const report = (month: string, version: number, number: number) => ({
  reportId: `southwark-${month}-v${version}`,
  month,
  number,
});
const tombstone = (id: string, number: number): { number: number; content: Tombstone } => ({
  number,
  content: { format: 'answerable-tombstone/1', id, takenDownOn: '2026-07-16', why: 'A court ordered it.' },
});

describe('a takedown', () => {
  it('ends the figures of a month of which no version is left up', () => {
    const takedowns = takedownsOf(
      [report('2026-05', 1, 2), report('2026-06', 1, 3)],
      [tombstone('southwark-2026-05-v1', 4)],
    );
    expect(takedowns).toEqual([{ month: '2026-05', takenDownOn: '2026-07-16', why: 'A court ordered it.' }]);
    expect(takedownNote(takedowns[0]!)).toBe(
      'The report for May 2026 was taken down on 16 July 2026: a court ordered it. Its figures are not given again.',
    );
  });

  it('of a version that was replaced leaves the figures of the one that stays', () => {
    const both = [report('2026-05', 1, 2), report('2026-05', 2, 3)];
    const first = tombstone('southwark-2026-05-v1', 4);
    expect(takedownsOf(both, [first])).toEqual([]);
    expect(takedownsOf(both, [first, tombstone('southwark-2026-05-v2', 5)])).toHaveLength(1);
  });

  it('is not undone by a version that came after it and was made without the figures', () => {
    const after = [report('2026-05', 1, 2), report('2026-05', 2, 4)];
    expect(takedownsOf(after, [tombstone('southwark-2026-05-v1', 3)])).toHaveLength(1);
  });

  const published = (month: string, version: number, group = 'borough') =>
    ({
      kind: 'published',
      table: 'T2',
      measure: 'satisfied',
      group,
      from: '2026-05',
      to: '2026-05',
      month,
      version,
    }) as LedgerRecord;
  const down = (month: string) => ({ month, takenDownOn: '2026-07-16', why: 'A court ordered it.' });
  const first = published('2026-05', 1);
  const corrected = published('2026-07', 2);
  const elsewhere = published('2026-07', 1, 'peckham');

  it('of a month ends its figures in every version: what comes late does not bring them back', () => {
    expect(withoutTakenDown([first, corrected, elsewhere], [down('2026-05')])).toEqual([elsewhere]);
    expect(takenDownCells([first, corrected], [down('2026-05')])).toEqual([first]);
  });

  it('of the report that corrected a figure does not give the wrong figure again', () => {
    expect(withoutTakenDown([first, corrected], [down('2026-07')])).toEqual([]);
  });
});
