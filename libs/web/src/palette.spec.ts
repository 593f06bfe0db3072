import { expect, test } from 'vitest';
import { contrast, dark, light, shapePairs, textPairs } from './palette.js';

const schemes = [
  ['light', light],
  ['dark', dark],
] as const;

test.for(schemes)('every text can be read on its background in %s (4.5 to 1)', ([, palette]) => {
  const weak = textPairs.filter(([front, back]) => contrast(palette[front], palette[back]) < 4.5);
  expect(weak).toEqual([]);
});

test.for(schemes)(
  'every border and every part of a picture can be told from what lies beside it in %s (3 to 1)',
  ([, palette]) => {
    const weak = shapePairs.filter(([front, back]) => contrast(palette[front], palette[back]) < 3);
    expect(weak).toEqual([]);
  },
);

test('the contrast ratio is that of WCAG: 21 for black on white, 4.48 for #777 on white', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
