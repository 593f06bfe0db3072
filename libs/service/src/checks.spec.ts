import { beforeEach, expect, test } from 'vitest';
import { IdleChecks } from './checks.js';

let idle: IdleChecks;
/** What is left to do, by where it waits; each look notes what it asked for. */
let left: { own: number; broker: number; due: number };
let asked: string[];

const look = async (): Promise<number> => {
  asked = [];
  const counts = await idle.look(async () => {
    asked.push('works');
    return { works: left.due };
  });
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
};

beforeEach(() => {
  left = { own: 0, broker: 0, due: 0 };
  idle = new IdleChecks();
  idle.add('own', async () => (asked.push('own'), left.own));
  idle.add('broker', async () => (asked.push('broker'), left.broker), { elsewhere: true });
});

const everything = ['works', 'own', 'broker'];

test('where nothing has stirred since all was done, only what waits elsewhere is asked for', async () => {
  expect([await look(), asked]).toEqual([0, everything]);
  left.broker = 1;
  expect([await look(), asked]).toEqual([1, ['broker']]);
});

test.each(['own', 'broker', 'due'] as const)(
  'while something is left (%s) everything is looked at again',
  async (where) => {
    left[where] = 1;
    await look();
    left[where] = 0;
    expect([await look(), asked]).toEqual([0, everything]);
  },
);

test('after a request, an event or due work that was done everything is looked at again', async () => {
  await look();
  idle.stir();
  left.own = 1;
  expect([await look(), asked]).toEqual([1, everything]);
});

test('what stirs while it is looked is not overlooked', async () => {
  await idle.look(async () => (idle.stir(), {}));
  await look();
  expect(asked).toEqual(everything);
});

test('what waited elsewhere, and comes while it is counted, is not overlooked', async () => {
  await look();
  idle.add(
    'broker',
    async () => {
      idle.stir();
      left.own = 1;
      return 0;
    },
    { elsewhere: true },
  );
  expect(await look()).toBe(1);
});

test('while a request is under way nothing is taken as settled', async () => {
  const ended = idle.begin();
  await look();
  await look();
  expect(asked).toEqual(everything);
  ended();
  await look();
  expect(asked).toEqual(everything);
  await look();
  expect(asked).toEqual(['broker']);
});
