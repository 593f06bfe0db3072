import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '@answerable/service';
import { expect, test } from 'vitest';
import { erasureName, ErasureList } from './erasure-list.js';

const opened = () => {
  const file = join(mkdtempSync(join(tmpdir(), 'answerable-')), 'erasures.ndjson');
  const list = new ErasureList(file, (key) => `hash of ${key}`, Clock.at('2026-06-10T09:00:00Z'));
  return { file, list };
};
const of = (list: ErasureList) => list.all().map(({ subject, kind }) => ({ subject, kind }));

test('a no that was taken back is not replayed; one that she says afterwards is, and so are those of others', () => {
  const { list } = opened();
  list.add('details', 'ana', { refused: ['case ana'] });
  list.add('details', 'bea', { refused: ['case bea'] });
  list.add('taken-back', 'ana');
  expect(of(list)).toEqual([{ subject: erasureName('bea'), kind: 'details' }]);
  list.add('refusal', 'ana', { refused: ['case ana'] });
  expect(of(list)).toEqual([
    { subject: erasureName('bea'), kind: 'details' },
    { subject: erasureName('ana'), kind: 'refusal' },
  ]);
});

test('a line of an earlier release is of details', () => {
  const { file, list } = opened();
  appendFileSync(file, '{"subject":"s","refusals":[],"on":"2026-06-01"}\n');
  expect(list.all()).toEqual([{ subject: 's', refusals: [], on: '2026-06-01', kind: 'details' }]);
});

test('what was told before she had it erased is gone, also for the next start, and what is told later is not', () => {
  const { file, list } = opened();
  const told = (at: number) => ({ origin: { topic: 't', partition: 0, offset: '0', timestamp: String(at) } });
  list.add('notes', 'ana');
  const [before, after] = [told(0), told(Date.now() + 60_000)];
  const next = new ErasureList(file, (key) => key, Clock.at('2026-06-10T09:00:00Z'));
  next.all();
  for (const each of [list, next]) {
    expect(each.isGone('notes', 'ana', before)).toBe(true);
    expect(each.isGone('notes', 'ana', after)).toBe(false);
    expect(each.isGone('details', 'ana', before)).toBe(false);
    expect(each.isGone('notes', 'bea', before)).toBe(false);
  }
});

test('one no of hers is taken back, another stands with what it erased, also for the next start', () => {
  const { file, list } = opened();
  const told = { origin: { topic: 't', partition: 0, offset: '0', timestamp: '0' } };
  const [first, second] = [new Date('2026-06-09T08:00:00Z'), new Date('2026-06-10T08:00:00Z')];
  list.add('details', 'ana', { refused: ['case one'], saidAt: first });
  list.add('details', 'ana', { refused: ['case two'], saidAt: second });
  list.add('taken-back', 'ana', { saidAt: second });
  const next = new ErasureList(file, (key) => key, Clock.at('2026-06-10T09:00:00Z'));
  for (const each of [list, next]) {
    expect(each.all().flatMap(({ refusals }) => refusals)).toEqual(['hash of case one']);
    expect(each.isGone('details', 'ana', told)).toBe(true);
  }
  list.add('taken-back', 'ana', { saidAt: first });
  expect(list.isGone('details', 'ana', told)).toBe(false);
});

test('of an earlier release a line is known by its day: what was said on the day of the mistake is taken back', () => {
  const { file, list } = opened();
  for (const day of ['2026-06-09', '2026-06-10'])
    appendFileSync(file, `{"subject":"${erasureName('ana')}","refusals":["${day}"],"on":"${day}"}\n`);
  list.add('taken-back', 'ana', { saidAt: new Date('2026-06-10T08:00:00Z') });
  expect(list.all().flatMap(({ refusals }) => refusals)).toEqual(['2026-06-09']);
});
