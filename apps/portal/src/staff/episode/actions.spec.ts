import { surveyDeliveryApi, isBodyByMediaType } from '@answerable/contracts';
import { expect, test } from 'vitest';
import { callOf, episodeActions } from './actions.js';

const ids = { episodeId: '7b1f0f6e-5f1b-4d0a-9a53-0d5f5e0f7a11', taskId: '1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e5f' };
const filled: Record<string, Record<string, string>> = {
  attempt: { outcome: 'call-later', callAgainOn: '2026-05-04', callAgainFrom: '17:00' },
  hold: { reason: 'She is in hospital', reviewOn: '2026-06-01' },
  'end-link': { reason: 'Her telephone was stolen' },
  decline: { never: 'yes' },
  'ask-again': { identity: 'known-to-us', firstName: 'Ivy', telephone: '07700 900470' },
  'take-back': { reason: 'It was another person' },
  exclude: { reason: 'deceased' },
  concern: { risk: 'child', note: 'A child was mentioned' },
  proceedings: { stillLive: 'no' },
  'child-decision': { ask: 'no', specialist: 'Dr Reed' },
  'legal-hold': { hold: 'yes', reason: 'Court order 12' },
  request: { kind: 'access', receivedOn: '2026-05-04' },
};

test.for(Object.entries(episodeActions))(
  '%s: what the form sends is what the API takes, and its roles may call it',
  ([name, action]) => {
    const route = surveyDeliveryApi.routes.find(({ id }) => id === action.route)!;
    expect(route, action.route).toBeDefined();
    expect(route.access).toEqual(expect.arrayContaining([...action.roles]));
    const call = callOf(action, action.form.parse(filled[name] ?? {}), ids);
    expect(route.params?.safeParse(call.params).success ?? true).toBe(true);
    if (route.request && !isBodyByMediaType(route.request))
      expect(route.request.safeParse(call.body).error).toBeUndefined();
    else expect(call.body).toBeUndefined();
  },
);

test('"never ask again" is yes to never, "no, this time" is not', () => {
  const { decline } = episodeActions;
  expect(callOf(decline!, decline!.form.parse({ never: 'yes' }), ids).body).toEqual({ never: true });
  expect(callOf(decline!, decline!.form.parse({ never: 'no' }), ids).body).toEqual({ never: false });
});
