import { normaliseSurveyCode, surveyCodeInput } from '@answerable/contracts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { boroughAttributes, coarsen, padded, type Combination } from './coarsening.js';
import { checkCharacter, formatLetterCode, letterCodeFrom } from './letter-code.js';
import { LinkKeys } from './link-keys.js';

const keys = new LinkKeys(Buffer.alloc(32, 1), Buffer.alloc(32, 2));
const id = '4f6c1e9a-6a7e-4e57-8a0b-2f6f2f0f8a11';

test('a reminder carries the same link; a higher epoch ends it', () => {
  expect(keys.token(id, 1)).toBe(keys.token(id, 1));
  expect(keys.token(id, 2)).not.toBe(keys.token(id, 1));
  expect(Buffer.from(keys.token(id, 1), 'base64url')).toHaveLength(16);
});
test('a letter code has 12 characters that can be told apart, typed back with or without its dashes', () => {
  const code = keys.code(id, 1);
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
  expect(normaliseSurveyCode(formatLetterCode(code).toLowerCase())).toBe(code);
  expect(surveyCodeInput(formatLetterCode(code))).toBe(surveyCodeInput(code));
});
test('the check character finds a wrong character and two neighbours exchanged', () => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 7, maxLength: 7 }),
      fc.integer({ min: 0, max: 10 }),
      fc.integer({ min: 0, max: 30 }),
      (bytes, place, other) => {
        const body = letterCodeFrom(bytes).slice(0, 11);
        const wrong = body.slice(0, place) + alphabet[other] + body.slice(place + 1);
        const zeroForZ = [body[place], alphabet[other]].sort().join('') === '0Z';
        if (wrong !== body && !zeroForZ) expect(checkCharacter(wrong)).not.toBe(checkCharacter(body));
        if (place === 10) return;
        const swapped = body.slice(0, place) + body[place + 1]! + body[place]! + body.slice(place + 2);
        const zAnd0 = [body[place], body[place + 1]].sort().join('') === '0Z';
        if (swapped !== body && !zAnd0) expect(checkCharacter(swapped)).not.toBe(checkCharacter(body));
      },
    ),
    { numRuns: 1000 },
  );
});

const combination = (over: Partial<Combination>): Combination => ({
  recordClass: 'withdrew',
  offenceGroup: 'rape',
  age: '25-plus',
  closedWithin30Days: true,
  closures: 0,
  ...over,
});
const hers = boroughAttributes({
  outcomeClass: 'WITHDREW',
  offenceGroup: 'rape',
  reportedOn: '2026-05-01',
  closedOn: '2026-05-31',
  ageGroup: '25-plus',
});

test('what ten closures of the year share is told; rarer is coarsened: age first, then offence group, then class', () => {
  const year = (n: number, rest: Partial<Combination> = {}) => [
    combination({ closures: n }),
    combination({ closures: 40, ...rest }),
  ];
  expect(coarsen(hers, year(10, { age: '16-24' }))).toEqual(hers);
  expect(coarsen(hers, year(9, { age: '16-24' }))).toEqual({ ...hers, age: null });
  expect(coarsen(hers, year(9, { offenceGroup: 'other' }))).toEqual({ ...hers, age: null, offenceGroup: null });
  expect(coarsen(hers, year(9, { recordClass: 'stopped' }))).toEqual({
    ...hers,
    age: null,
    offenceGroup: null,
    recordClass: null,
  });
  expect(coarsen(hers, year(9, { closedWithin30Days: false }))).toEqual({
    kind: 'borough',
    age: null,
    offenceGroup: null,
    recordClass: null,
    closedWithin30Days: null,
  });
});
test('thirty days are within thirty days, thirty-one are not', () => {
  expect(hers.closedWithin30Days).toBe(true);
  expect(
    boroughAttributes({
      outcomeClass: 'WITHDREW',
      offenceGroup: 'rape',
      reportedOn: '2026-04-30',
      closedOn: '2026-05-31',
      ageGroup: 'unknown',
    }),
  ).toMatchObject({ closedWithin30Days: false, age: null });
});
test('every bundle is of one size before it is sealed', () => {
  const sizes = [
    padded({ kind: 'area', area: 'peckham' }),
    padded({ kind: 'constituency', constituency: 'E14001421' }),
    padded(hers),
  ].map((p) => p.length);
  expect(new Set(sizes)).toEqual(new Set([256]));
});
