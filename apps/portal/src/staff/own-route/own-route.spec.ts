import { surveyDeliveryApi } from '@answerable/contracts';
import type { z } from 'zod';
import { expect, test } from 'vitest';
import { readForm } from '../../page/form.js';
import { verificationOf, verifyForm } from './own-route.controller.js';

const taken = surveyDeliveryApi.routes.find(({ id }) => id === 'verifyOwnRoute')!.request as z.ZodType;
const sent = (fields: Record<string, unknown>) => {
  const form = readForm(verifyForm, fields);
  if (!form.ok) return form.errors.list.map(({ text }) => text);
  // As JSON: what was left open is not sent.
  return taken.parse(JSON.parse(JSON.stringify(verificationOf(form.data))));
};
const episodeId = '7b1f0f6e-5f1b-4d0a-9a53-0d5f5e0f7a11';

test.each([`matched:${episodeId}`, 'case:c0ffee'])(
  '%s is hers only once somebody made sure that it is she',
  (result) => {
    expect(sent({ result })).toEqual(['Say how you knew that it was she']);
    expect(sent({ result, identity: 'said-name-and-birth-date' })).toEqual(['Write the date of birth as she said it']);
  },
);

test('what was found out becomes what the API takes', () => {
  const identity = 'said-name-and-birth-date';
  expect(sent({ result: `matched:${episodeId}`, identity, birthDate: '28 2 1991' })).toEqual({
    result: 'matched',
    episodeId,
    identity,
    birthDate: '1991-02-28',
  });
  expect(sent({ result: 'case:c0ffee:1', identity: 'known-to-us', birthDate: '' })).toEqual({
    result: 'matched-case',
    caseKey: 'c0ffee:1',
    identity: 'known-to-us',
  });
  for (const result of ['same-person', 'not-verified', 'abuse']) expect(sent({ result })).toEqual({ result });
  expect(sent({ result: 'not-told-about' })).toEqual({ result: 'not-told-about', anotherPerson: false });
  expect(sent({ result: 'another-person' })).toEqual({ result: 'not-told-about', anotherPerson: true });
});
