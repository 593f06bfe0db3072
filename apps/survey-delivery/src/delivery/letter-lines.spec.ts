import { expect, test } from 'vitest';
import { letterLines } from './letter-lines.js';

test.each([0, 1, 2, 3, 4, 5, 6])(
  'with %i lines of address the postcode is the last of at most seven, and nothing is lost',
  (n) => {
    const lines = Array.from({ length: n }, (_, i) => `Line ${i + 1}`);
    const written = letterLines('Ana Heron', { lines, postcode: 'SE1 1AA' });
    expect(written.length).toBeLessThanOrEqual(7);
    expect(written.at(-1)).toBe('SE1 1AA');
    expect(written.join(', ')).toBe(['Ana Heron', ...lines, 'SE1 1AA'].join(', '));
  },
);
