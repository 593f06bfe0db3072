import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot, Problem } from '@answerable/service';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readForm, refusedForm } from './form.js';

const problem = (code: string, status: number, detail?: string, fix?: string) =>
  new Problem({ code, status, title: 'Somebody else works on this', detail, fix });

test('a refusal is said on the form that was sent, at its field where it is about one', () => {
  expect(refusedForm(problem('claimed-by-another', 409, 'Cameron works on it.'))).toEqual({
    status: 409,
    errors: { list: [{ text: 'Somebody else works on this. Cameron works on it.' }], of: {} },
  });
  for (const [code, status] of [
    ['reveal-limit', 429],
    ['api-not-answering', 503],
  ] as const)
    expect(refusedForm(problem(code, status)).errors.list).toEqual([{ text: 'Somebody else works on this' }]);
  expect(refusedForm(problem('claimed-by-another', 409, undefined, 'Choose another task.')).errors.list).toEqual([
    { text: 'Somebody else works on this. Choose another task.' },
  ]);
  expect(refusedForm(problem('a', 409, undefined, 'Choose another.'), { a: 'task' }).errors.of).toEqual({
    task: { text: 'Somebody else works on this. Choose another.' },
  });
  expect(refusedForm(problem('day-out-of-reach', 422, 'Choose a day'), { 'day-out-of-reach': 'reviewOn' })).toEqual({
    status: 422,
    errors: { list: [{ text: 'Choose a day', href: '#reviewOn' }], of: { reviewOn: { text: 'Choose a day' } } },
  });
});

test.each(['sign-in-required', 'step-up-required', 'role-missing', 'not-found'])(
  '%s has a page of its own, and so has what went wrong here',
  (code) => {
    expect(() => refusedForm(problem(code, 403))).toThrow(Problem);
    expect(() => refusedForm(new Error('gone'))).toThrow('gone');
  },
);

test('a kept form that is to be changed first is never taken, however right it is', () => {
  const schema = z.object({ reason: z.string() });
  expect(readForm(schema, { reason: 'abroad' })).toEqual({ ok: true, data: { reason: 'abroad' } });
  expect(readForm(schema, { reason: 'abroad', _edit: '1' })).toEqual({ ok: false, errors: { list: [], of: {} } });
});

/** What a button carries along: nobody typed it, and it is not offered to be changed. */
const carriedAlone = /@Body\(\) \w+: \{( (back|digest|reference|task)\?: string;?)+ \}/;

test('every page that takes a form reads it by readForm: else "change it first" would send it', () => {
  const handlers = globSync(join(packageRoot(import.meta.url), 'src/{staff,readers}/**/*.controller.ts')).flatMap(
    (file) =>
      readFileSync(file, 'utf8')
        .split(/^ {2}@(?=Post\(|Get\()|^ {2}private /m)
        .filter((text) => text.startsWith('Post(') && text.includes('@Body(') && !carriedAlone.test(text)),
  );
  expect(handlers.length).toBeGreaterThan(15);
  expect(handlers.filter((text) => !text.includes('readForm(')).map((text) => text.split('\n')[0])).toEqual([]);
});
