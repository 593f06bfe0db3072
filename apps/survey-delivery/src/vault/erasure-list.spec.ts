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
  list.add('details', 'ana', ['case ana']);
  list.add('details', 'bea', ['case bea']);
  list.add('taken-back', 'ana');
  expect(of(list)).toEqual([{ subject: erasureName('bea'), kind: 'details' }]);
  list.add('refusal', 'ana', ['case ana']);
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
