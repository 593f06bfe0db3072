import { expect, test } from 'vitest';
import { colourBlindness, contrast, dark, light, seenWith, shapePairs, textPairs } from './palette.js';

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

const eyes = Object.keys(colourBlindness) as (keyof typeof colourBlindness)[];
test.for(schemes.flatMap(([name, palette]) => eyes.map((kind) => [kind, name, palette] as const)))(
  'every part of a picture can be told from what lies beside it with %s in %s (3 to 1)',
  ([kind, , palette]) => {
    const seen = ([front, back]: (typeof shapePairs)[number]) =>
      contrast(seenWith(kind, palette[front]), seenWith(kind, palette[back]));
    expect(shapePairs.filter((pair) => seen(pair) < 3)).toEqual([]);
  },
);

test('somebody without red cones takes red for a dark olive, and white stays white', () => {
  expect(seenWith('protanopia', '#ff0000')).toBe('#6d5f00');
  expect(seenWith('tritanopia', '#ffffff')).toBe('#ffffff');
});

test('the contrast ratio is that of WCAG: 21 for black on white, 4.48 for #777 on white', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
