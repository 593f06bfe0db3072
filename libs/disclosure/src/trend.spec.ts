import { describe, expect, it } from 'vitest';
import { seededRandom } from './attack/random.js';
import { leastStrict } from './config.js';
import { displayShare, type DisplayedShare } from './display.js';
import { alarmYears } from './red-team/alarm-years.js';
import { alarmOf, trendOf } from './trend.js';

const reference = 0.2;
const random = seededRandom(5);

/** Six blocks of a year in which each of 20 to 30 people says yes with this probability. */
function blocksOfAYear(probability: number): DisplayedShare[] {
  return Array.from({ length: 6 }, () => {
    const base = 20 + Math.floor(random() * 11);
    const count = Array.from({ length: base }, () => random() < probability).filter(Boolean).length;
    return displayShare(count, base, leastStrict)!;
  });
}

/** Share of simulated years in which the alarm goes off upwards at some block, the blocks before being at the reference. */
function seenWithinAYear(probability: number, years: number): number {
  let seen = 0;
  for (let year = 0; year < years; year += 1) {
    const blocks = [...blocksOfAYear(reference).slice(0, 2), ...blocksOfAYear(probability)];
    const alarms = blocks.map((_, index) => alarmOf(reference, blocks.slice(0, index + 1))?.signal);
    if (alarms.includes('above')) seen += 1;
  }
  return seen / years;
}

describe('the alarm', () => {
  it('waits for three published blocks and for a reference', () => {
    const blocks = blocksOfAYear(0.9);
    expect(alarmOf(reference, blocks.slice(0, 2))).toBeNull();
    expect(alarmOf(undefined, blocks)).toBeNull();
    expect(alarmOf(reference, blocks)).toMatchObject({ signal: 'above', blocks: 3, reference });
  });

  it('is computed from displayed values only: blocks that display alike give the same alarm', () => {
    const shown = (count: number, base: number) => displayShare(count, base, leastStrict)!;
    const first = [shown(5, 25), shown(7, 24), shown(11, 23)];
    const second = [shown(0, 23), shown(11, 27), shown(7, 26)];
    expect(alarmOf(reference, first)).toEqual(alarmOf(reference, second));
    expect(trendOf(shown(7, 24))).toEqual({ share: 0.375, base: 25 });
  });

  it('sees a doubling of pressure within a year nearly always, and seldom cries without one', () => {
    expect(seenWithinAYear(0.4, 500)).toBeGreaterThan(0.79);
    expect(seenWithinAYear(0.2, 500)).toBeLessThan(0.09);
  });

  it.each([0.1, 0.15, 0.2, 0.25, 0.3])('does so in blocks as the calendar makes them, at a level of %d', (level) => {
    const years = { reference: level, years: 2000, seed: 1 };
    expect(alarmYears({ ...years, rate: 2 * level }).above).toBeGreaterThan(0.79);
    expect(alarmYears({ ...years, rate: level }).either).toBeLessThan(0.09);
  });
});
