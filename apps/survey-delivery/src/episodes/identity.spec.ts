import { Problem } from '@answerable/service';
import { expect, test } from 'vitest';
import { assertItWasShe, type Identity } from './identity.js';

const refused = (birth: string | null, said: Identity) => {
  try {
    assertItWasShe(birth ? { dateOfBirth: birth } : null, said);
    return null;
  } catch (error) {
    return error instanceof Problem ? error.code : error;
  }
};
const said = 'said-name-and-birth-date';

test('it is she where somebody knows her, or where she said the date of birth we hold, or none is held', () => {
  expect(refused('1990-05-05', { identity: 'known-to-us' })).toBeNull();
  expect(refused('1990-05-05', { identity: said, birthDate: '1990-05-05' })).toBeNull();
  expect(refused(null, { identity: said, birthDate: '1990-05-05' })).toBeNull();
});

test.each([
  ['nobody asked', {}],
  ['a date without a way of knowing', { birthDate: '1990-05-05' }],
  ['a way of knowing without its date', { identity: said }],
  ['another date', { identity: said, birthDate: '1990-06-05' }],
] as const)('it is not taken to be she: %s', (_, identity) =>
  expect(refused('1990-05-05', identity)).toBe('identity-not-checked'),
);
