import { southwark } from '@answerable/disclosure';
import { describe, expect, it } from 'vitest';
import { inAreasInForce, inConstituenciesOfTheMonth, inConstituenciesOfTheYear } from './places-in-force.js';
import type { Tally } from './tally.js';

const [gone, added] = ['E14001421', 'E14009001'];
/** From July 2026 Peckham is another constituency, and an area under another name. */
const redrawn = {
  ...southwark,
  validFrom: '2026-07',
  constituencies: southwark.constituencies.map((each) => (each.code === gone ? { code: added, name: 'New' } : each)),
  areas: southwark.areas.map((area) =>
    area.id === 'peckham' ? { ...area, id: 'new', constituencies: [added] } : area,
  ),
};
const configs = [southwark, redrawn];
const tally = (group: string, from: string, to: string, base = 10, count = 4): Tally => ({
  measure: 'satisfied',
  group,
  from,
  to,
  base,
  count,
});

describe('answers that carry a place of before a change of boundaries', () => {
  it('count in the area without a place once theirs is gone, and before that in their own', () => {
    const first = tally('peckham', '2026-01', '2026-06');
    const late = tally('peckham', '2026-07', '2026-12', 3, 1);
    const rest = tally('south-and-west', '2026-07', '2026-12', 20, 8);
    const own = tally('new', '2026-07', '2026-12');
    expect(inAreasInForce([first, late, rest, own], configs)).toEqual([first, { ...rest, base: 23, count: 9 }, own]);
  });

  it('count in the year in the constituency that was in force in a part of it', () => {
    const year = (group: string) => tally(group, '2026-01', '2026-12');
    expect(inConstituenciesOfTheYear([year(gone), year(added), year('E14000553')], configs)).toEqual([
      year(gone),
      year(added),
      year('unknown'),
    ]);
    const before = tally(added, '2025-01', '2025-12');
    expect(inConstituenciesOfTheYear([before], configs)).toEqual([{ ...before, group: 'unknown' }]);
  });

  it('are known to whoever asked by the constituencies of the month in which they came', () => {
    const answered = (month: string, constituency: string, answers: number) => ({ month, constituency, answers });
    expect(
      inConstituenciesOfTheMonth(
        [answered('2026-06', gone, 5), answered('2026-07', gone, 2), answered('2026-07', 'unknown', 1)],
        configs,
      ),
    ).toEqual([answered('2026-06', gone, 5), answered('2026-07', 'unknown', 3)]);
  });
});
