import { expect, test } from 'vitest';
import { linesOf, readLines } from './lines.js';

test('totals typed with commas or pasted from a spreadsheet are read alike, and come back as they were', () => {
  const typed = 'AS BCU team 2, rape, WITHDREW, 12\n\nCN BCU team 1, other, CHARGED, 0';
  const pasted = 'AS BCU team 2\tRape\twithdrew\t12\r\nCN BCU team 1\tother\tCHARGED\t0\r\n';
  expect(readLines(typed)).toEqual(readLines(pasted));
  expect(linesOf(readLines(typed).totals)).toBe(typed.replace('\n\n', '\n'));
});

test('a unit may have a comma in its name', () => {
  expect(readLines('Sapphire, team 2, rape, CHARGED, 3').totals).toEqual([
    { unit: 'Sapphire, team 2', offenceGroup: 'rape', outcomeClass: 'CHARGED', closures: 3 },
  ]);
});

test('each line that cannot be read is named with what to put right', () => {
  const { totals, faults } = readLines(
    'a, rape, CHARGED\na, theft, CHARGED, 1\na, rape, LOST, 1\na, rape, CHARGED, some\na, rape, CHARGED, 1\na, rape, CHARGED, 2',
  );
  expect(totals.length).toBe(2);
  expect(faults.map((fault) => fault.slice(0, 6))).toEqual(['Line 1', 'Line 2', 'Line 3', 'Line 4', 'Line 6']);
});

test('a line whose number is left empty counts as not filled in, never as nought', () => {
  expect(readLines('AS BCU team 2, rape, CHARGED, ').faults).toEqual([
    'Line 1: the number of closures must be a whole number, 0 or more.',
  ]);
});
