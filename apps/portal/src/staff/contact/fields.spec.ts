import { safeContactUpdate } from '@answerable/contracts';
import { expect, test } from 'vitest';
import { readForm } from '../../page/form.js';
import { safeContactForm, updateOf } from './fields.js';

const update = (fields: Record<string, unknown>) => {
  const form = readForm(safeContactForm, fields);
  return form.ok ? updateOf(form.data, null) : form.errors.list.map(({ text }) => text);
};

test('what was not asked stays as it is: an empty form changes nothing', () => {
  expect(update({ telephone: '', email: '', checkWord: '', addressLines: '', postcode: '' })).toEqual({ taskId: null });
});

test('what she said becomes what the API takes', () => {
  const sent = update({
    telephoneSafe: 'safe',
    voicemailSafe: 'unsafe',
    times: 'weekday-morning',
    linksSafe: 'yes',
    identity: 'known-to-us',
    checkWord: 'bluebell',
    addressLines: '1 Example Street\r\nLondon',
    postcode: 'SE1 1AA',
    interpreter: 'no',
  });
  expect(safeContactUpdate.safeParse(sent).error).toBeUndefined();
  expect(sent).toMatchObject({
    times: ['weekday-morning'],
    linksSafe: true,
    interpreter: false,
    address: { lines: ['1 Example Street', 'London'] },
  });
});

test.each([{ email: 'a@example.org' }, { telephone: '07700 900123' }, { textSafe: 'safe' }, { letterSafe: 'safe' }])(
  'no way to her is opened before somebody made sure that it was she: %o',
  (fields) => expect(update(fields)).toEqual(['Say how you knew that it was she']),
);

test('a link is only safe with a check word, and once somebody made sure that it was she', () => {
  expect(update({ linksSafe: 'yes', identity: 'known-to-us' })).toEqual([
    'Agree on a check word: the page behind the link asks for it',
  ]);
  expect(update({ linksSafe: 'yes', checkWord: 'heron' })).toEqual(['Say how you knew that it was she']);
  expect(update({ linksSafe: 'yes', checkWord: 'heron', identity: 'said-name-and-birth-date' })).toEqual([
    'Write the date of birth as she said it',
  ]);
});

test('a telephone number that is not one, and half an address, are named', () => {
  expect(update({ telephone: 'ask her sister', identity: 'known-to-us' })).toEqual([
    'expected a telephone number such as 020 7946 0018',
  ]);
  expect(update({ addressLines: '1 Example Street' })).toEqual(['Give both, the address and its postcode, or neither']);
});

test('what she said before can be taken back: any time, and nothing to say', () => {
  const sent = update({ times: 'any', nothingToSay: 'yes', whatToSay: '' });
  expect(sent).toEqual({ taskId: null, times: [], whatToSay: null });
  expect(safeContactUpdate.safeParse(sent).error).toBeUndefined();
  expect(update({ times: ['any', 'weekday-evening'], nothingToSay: 'yes', whatToSay: 'Ask for Pia' })).toEqual([
    'Choose the times that are safe, or any time, not both',
    'Write what to say, or forget it, not both',
  ]);
});

test('her name is put right once somebody made sure that it is she, her date of birth only by who knows her', () => {
  const sent = update({ firstName: 'Ana', lastName: 'New', rightBirthDate: '3 2 1991', identity: 'known-to-us' });
  expect(sent).toEqual({
    taskId: null,
    identity: 'known-to-us',
    rightName: { first: 'Ana', last: 'New' },
    rightBirthDate: '1991-02-03',
  });
  expect(safeContactUpdate.safeParse(sent).error).toBeUndefined();
  expect(update({ firstName: 'Ana' })).toEqual(['Say how you knew that it was she']);
  expect(update({ lastName: 'New', identity: 'known-to-us' })).toEqual(['Write her first name too']);
  const said = { identity: 'said-name-and-birth-date', birthDate: '3 2 1991' };
  expect(update({ rightBirthDate: '4 2 1991', ...said })).toEqual([
    'Only somebody who knows her can put her date of birth right: it is what others know her by',
  ]);
});
