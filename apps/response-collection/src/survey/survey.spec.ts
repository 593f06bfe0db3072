import { expect, it } from 'vitest';
import { isAnswerable, markOf, stillOpens, type Survey } from './survey.js';

const at = (time: string): Date => new Date(`2026-05-06T${time}Z`);
const survey = { state: 'open', opensAt: at('10:00:00'), expiresAt: at('20:00:00') } as Survey;

it('a survey can be answered from when it is issued until it expires, and only while it is open', () => {
  expect(isAnswerable(survey, at('10:00:00'))).toBe(true);
  expect(isAnswerable(survey, at('19:59:59'))).toBe(true);
  expect(isAnswerable(survey, at('20:00:00'))).toBe(false);
  expect(isAnswerable(survey, at('09:00:00'))).toBe(false);
  for (const state of ['closed', 'cancelled'] as const)
    expect(isAnswerable({ ...survey, state }, at('12:00:00'))).toBe(false);
});

it('an interview begins although our clock is behind that of the service that issued the survey', () => {
  expect(isAnswerable(survey, at('09:59:20'))).toBe(true);
});

it('a session goes on as long as its own way in opens the survey: another way that is added ends nothing', () => {
  const [linkHash, codeHash, checkWordHash, other] = [1, 2, 3, 4].map((byte) => Buffer.alloc(32, byte)) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ];
  const both = { linkHash, codeHash, checkWordHash };
  const [byLink, byCode] = (['link', 'code'] as const).map((way) => ({ way, mark: markOf(way, both) }));
  expect(stillOpens(byLink!, { ...both, codeHash: null })).toBe(true);
  expect(stillOpens(byLink!, { ...both, codeHash: other })).toBe(true);
  expect(stillOpens(byLink!, { ...both, linkHash: other })).toBe(false);
  expect(stillOpens(byLink!, { ...both, checkWordHash: other })).toBe(false);
  expect(stillOpens(byLink!, { ...both, linkHash: null })).toBe(false);
  expect(stillOpens(byCode!, { ...both, linkHash: other, checkWordHash: other })).toBe(true);
  expect(stillOpens(byCode!, { ...both, codeHash: other })).toBe(false);
  expect(stillOpens({ way: 'handover', mark: markOf('handover', both) }, { ...both, linkHash: other })).toBe(true);
});
