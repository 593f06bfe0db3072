import { expect, test } from 'vitest';
import { problemsOf } from './problem.js';

const problem = problemsOf({
  'report-not-found': { status: 404, title: 'There is no such report' },
  'other-version': { status: 409, title: 'The report has changed', fix: 'Read it again.' },
});

test('what the catalogue says to do reaches the caller, beside what is wrong this time', () => {
  expect(problem('other-version', 'Its digest is another.', { month: '2026-05' }).toJSON()).toEqual({
    type: 'urn:answerable:problem:other-version',
    code: 'other-version',
    status: 409,
    title: 'The report has changed',
    detail: 'Its digest is another.',
    fix: 'Read it again.',
    month: '2026-05',
  });
  expect(problem('report-not-found').toJSON()).toEqual({
    type: 'urn:answerable:problem:report-not-found',
    code: 'report-not-found',
    status: 404,
    title: 'There is no such report',
  });
});
