import { reportingApi } from '@answerable/contracts';
import { expect, test } from 'vitest';
import { routesOf } from './routes-of.js';

const { ApiRoute, bodyOf, queryOf } = routesOf(reportingApi);

test('a route, a body or a query that the contract has not stops the start', () => {
  expect(() => ApiRoute('readAnswers')).toThrow('reporting has no route readAnswers');
  expect(() => bodyOf('listMonths')).toThrow('listMonths has no request');
  expect(() => queryOf('listMonths')).toThrow('listMonths has no query');
});

test('a correction of wrong answers names at least one, wherever its schema is read', () => {
  const { schema } = bodyOf('correctMonth');
  expect(schema.safeParse({ why: 'answers-wrong', answersChanged: 0 }).success).toBe(false);
  expect(schema.safeParse({ why: 'answers-wrong', answersChanged: 1 }).success).toBe(true);
  expect(schema.safeParse({ why: 'words-wrong', answersChanged: 0 }).success).toBe(true);
});
