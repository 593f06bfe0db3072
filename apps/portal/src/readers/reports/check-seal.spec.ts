import { expect, test } from 'vitest';
import { sealOf } from '../../../test/sealed.js';
import { checkSeal } from './check-seal.js';

const failing = ({ report, chain }: ReturnType<typeof sealOf>) =>
  checkSeal(report, chain).findings.flatMap(({ holds }, index) => (holds ? [] : [index]));

test('a report as it was sealed holds in every respect, and its fingerprint can be compared with paper', () => {
  const { report, chain } = sealOf();
  const check = checkSeal(report, chain);
  expect(check.holds).toBe(true);
  expect(check.fingerprint).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
});

test('one changed word is noticed', () => {
  const sealed = sealOf();
  sealed.report.content = { ...sealed.report.content, standing: 'Nothing happened.' };
  expect(failing(sealed)).toEqual([0]);
});

test("a seal made by somebody else's key is noticed, even under our key's name", () => {
  const ours = sealOf();
  const theirs = sealOf();
  expect(failing({ report: theirs.report, chain: ours.chain })).toContain(1);
});

test('the report of another month under this seal is noticed', () => {
  const sealed = sealOf();
  sealed.report.content = { ...sealed.report.content, month: '2026-08', id: 'southwark-2026-08-v1' };
  expect(failing(sealed)).toEqual([0]);
});

test('a chain with a report left out is noticed', () => {
  const sealed = sealOf();
  sealed.chain.links.splice(1, 1);
  expect(failing(sealed)).toContain(4);
});

test('a link of another report that nobody sealed breaks the chain, though every hash fits', () => {
  const sealed = sealOf();
  const introduction = sealed.chain.links[1]!;
  sealed.chain.links[1] = { ...introduction, signature: sealed.report.seal.signature };
  expect(failing(sealed)).toContain(4);
});

test('a key that nobody vouched for is noticed', () => {
  const sealed = sealOf();
  sealed.chain.keys[1] = { ...sealed.chain.keys[1]!, from: '2026-01-01' };
  expect(failing(sealed)).toContain(2);
});

test('a report that the public chain does not know is noticed', () => {
  const sealed = sealOf();
  sealed.chain.links.pop();
  expect(failing(sealed)).toEqual([3]);
});
