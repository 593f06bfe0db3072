import { generateKeyPairSync, sign } from 'node:crypto';
import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import { hashOf, type Link, type SealedLink } from './seal.js';
import { verifyReport } from './verify-report.js';

const newKey = (keyId: string) => {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { keyId, privateKey, publicKey: (privateKey.export({ format: 'jwk' }) as { x: string }).x };
};
const [first, second, stranger] = [newKey('key-1'), newKey('key-2'), newKey('key-1')];
const introduction = ({ keyId, publicKey }: { keyId: string; publicKey: string }) => ({
  format: 'answerable-key/1',
  keyId,
  publicKey,
  from: '2025-10-01',
});

const links: SealedLink[] = [];
function seal(kind: string, subject: string, content: unknown, by: typeof first, onto = links): SealedLink {
  const last = onto.at(-1);
  const link: Link = {
    number: onto.length + 1,
    kind,
    organisationId: 'southwark',
    subject,
    contentSha256: hashOf(content),
    previous: last ? hashOf(last.link) : null,
    publishedAt: '2025-11-14T09:30:00.000Z',
    keyId: by.keyId,
  };
  const sealed = { link, signature: sign(null, Buffer.from(canonicalize(link)!), by.privateKey).toString('base64url') };
  onto.push(sealed);
  return sealed;
}
const contentOf = (month: string, about: number) => ({
  format: 'answerable-report/1',
  id: `southwark-${month}-v1`,
  month,
  about,
});

seal('key', 'key-1', introduction(first), first);
const october = {
  content: contentOf('2025-10', 95),
  seal: seal('report', 'southwark-2025-10-v1', contentOf('2025-10', 95), first),
};
seal('key', 'key-2', introduction(second), first);
const november = {
  content: contentOf('2025-11', 90),
  seal: seal('report', 'southwark-2025-11-v1', contentOf('2025-11', 90), second),
};
const stone = {
  format: 'answerable-tombstone/1',
  id: 'southwark-2025-11-v1',
  takenDownOn: '2026-01-05',
  why: 'Its figures were wrong.',
};
seal('tombstone', 'southwark-2025-11-v1', stone, second);
seal('report', 'southwark-2025-10-v2', {}, second);
const chainFile = { links, keys: [introduction(first), introduction(second)], tombstones: [stone] };

const check = (report: unknown, keys = [first], chain?: unknown) =>
  verifyReport({
    report: typeof report === 'string' ? report : JSON.stringify(report),
    keys: keys.map(({ keyId, publicKey }) => ({ keyId, publicKey })),
    ...(chain !== undefined && { chain: JSON.stringify(chain) }),
  });
const faultsOf = (...given: Parameters<typeof check>) => check(...given).faults.map(({ what }) => what);

describe('a downloaded report', () => {
  it('is genuine when file and key fit, however the file is laid out', () => {
    const result = check(JSON.stringify({ seal: october.seal, content: october.content }, null, 4));
    expect(result).toMatchObject({ genuine: true, faults: [] });
    expect(result.proved.join(' ')).toContain('southwark-2025-10-v1 (seal no. 2)');
    expect(result.open).toHaveLength(1);
  });

  it('is named as changed when one digit is', () => {
    expect(faultsOf({ ...october, content: { ...october.content, about: 90 } })).toEqual(['content-changed']);
  });

  it('is refused where it says something twice, of which the seal covers one', () => {
    const text = JSON.stringify(october, null, 2);
    expect(text).toContain('"about": 95');
    const twice = text.replace('"about": 95', '"about": 20, "about": 95');
    expect(JSON.parse(twice)).toEqual(october);
    expect(faultsOf(twice)).toEqual(['said-twice']);
    const inText = { ...contentOf('2025-10', 95), words: 'a \\" and "about": 20' };
    const by = seal('report', inText.id, inText, first, []);
    expect(faultsOf({ content: inText, seal: by }), 'what looks so inside a text is none').toEqual([]);
  });

  it('is refused where something stands beside what the seal covers', () => {
    expect(faultsOf({ ...october, correction: 'The police say that it is wrong.' })).toEqual(['added']);
  });

  it('is named as swapped when it stands under the seal of another month', () => {
    expect(faultsOf({ content: contentOf('2025-11', 90), seal: october.seal })).toContain('swapped');
    expect(faultsOf({ ...october, content: { ...october.content, month: '2025-12' } })).toContain('swapped');
  });

  it('is refused by a wrong key, and by a right name on a wrong key', () => {
    expect(faultsOf(november)).toEqual(['wrong-key']);
    expect(faultsOf(october, [stranger])).toEqual(['seal-changed']);
  });

  it('is named as changed in its seal when a date there is', () => {
    const { link, signature } = october.seal;
    expect(
      faultsOf({ ...october, seal: { link: { ...link, publishedAt: '2025-11-15T09:30:00.000Z' }, signature } }),
    ).toEqual(['seal-changed']);
  });

  it('is no report when it is something else', () => {
    for (const other of [
      '',
      'null',
      '[]',
      '{"content":{"id":"x"}}',
      '{"content":{"id":"x"},"seal":{"link":{},"signature":""}}',
    ])
      expect(faultsOf(other)).toEqual(['not-a-report']);
  });
});

describe('the chain of seals', () => {
  it('proves that nothing was left out, from the first key alone and from the newest alone', () => {
    for (const keys of [[first], [second]]) {
      expect(check(november, keys, chainFile)).toMatchObject({ genuine: true });
      expect(check(october, keys, chainFile).proved.join(' ')).toContain(
        'The chain of seals is whole up to no. 6 of 2025-11-14',
      );
    }
  });

  it('names a missing link, at the place where it is missing', () => {
    const without = (number: number) => ({ ...chainFile, links: links.filter(({ link }) => link.number !== number) });
    expect(check(october, [first], without(4)).faults[0]!.sentence).toBe('Link no. 4 is missing from the chain.');
    expect(faultsOf(october, [first], { ...chainFile, links: links.slice(0, 1) })).toEqual(['missing-link']);
  });

  it('names an exchanged link and an exchanged key', () => {
    const changed = links.map((each) =>
      each.link.number === 3 ? { ...each, link: { ...each.link, publishedAt: '2020-01-01T00:00:00Z' } } : each,
    );
    expect(faultsOf(october, [first], { ...chainFile, links: changed })).toEqual(['chain-changed']);
    expect(faultsOf(october, [first], { ...chainFile, keys: [introduction(first), introduction(stranger)] })).toContain(
      'chain-changed',
    );
    expect(faultsOf(october, [newKey('other')], chainFile)).toContain('wrong-key');
  });

  describe('is refused where somebody else puts a report into it', () => {
    const evil = newKey('key-evil');
    const forged = contentOf('2025-12', 10);
    const forge = (onto: SealedLink[]) => ({
      content: forged,
      seal: seal('report', forged.id, forged, evil, onto),
    });
    const keys = [introduction(first), introduction(second), introduction(evil)];

    it('after a key that introduces itself', () => {
      const onto = [...links];
      seal('key', evil.keyId, introduction(evil), evil, onto);
      const report = forge(onto);
      expect(faultsOf(report, [first], { ...chainFile, links: onto, keys })).toContain('wrong-key');
    });

    it('in a chain made up from its first link, which merely names the trusted key', () => {
      const onto: SealedLink[] = [];
      seal('key', evil.keyId, introduction(evil), evil, onto);
      const report = forge(onto);
      expect(faultsOf(report, [first], { links: onto, keys })).toContain('wrong-key');
    });

    it('in a chain made up from its first link, which introduces the trusted key as its own', () => {
      const onto: SealedLink[] = [];
      seal('key', evil.keyId, introduction(evil), evil, onto);
      seal('key', first.keyId, introduction(first), evil, onto);
      const report = forge(onto);
      expect(faultsOf(report, [first], { links: onto, keys })).toContain('wrong-key');
    });
  });

  it('cut at its end is whole, and says how far it goes and what it cannot know', () => {
    const cut = { ...chainFile, links: links.slice(0, 4), tombstones: [] };
    const result = check(november, [first], cut);
    expect(result).toMatchObject({ genuine: true, notes: [] });
    expect(result.proved.join(' ')).toContain('whole up to no. 4 of');
    expect(result.open).toEqual([expect.stringMatching(/^Whether anything came after no\. 4 of .*takedown/)]);
    expect(check(november, [first], chainFile).open).toEqual([expect.stringContaining('after no. 6')]);
  });

  it('of a key that was rotated twice is proved by any of the three that sealed something', () => {
    const third = newKey('key-3');
    const onto = [...links];
    seal('key', 'key-3', introduction(third), second, onto);
    const december = {
      content: contentOf('2025-12', 80),
      seal: seal('report', 'southwark-2025-12-v1', contentOf('2025-12', 80), third, onto),
    };
    const keys = [introduction(first), introduction(second), introduction(third)];
    for (const report of [october, november, december])
      for (const key of [first, second, third])
        expect(check(report, [key], { ...chainFile, links: onto, keys })).toMatchObject({ genuine: true });
    // Without the key between the two the third is vouched for by nobody.
    const skipped = onto.slice(0, 2);
    seal('key', 'key-3', introduction(third), second, skipped);
    const forged = seal('report', 'southwark-2025-12-v1', contentOf('2025-12', 80), third, skipped);
    expect(faultsOf({ ...december, seal: forged }, [first], { ...chainFile, links: skipped, keys })).toContain(
      'wrong-key',
    );
  });

  it('says that a report was taken down or replaced, which does not make it less genuine', () => {
    expect(check(november, [first], chainFile)).toMatchObject({ genuine: true, notes: [{ what: 'taken-down' }] });
    expect(check(october, [first], chainFile)).toMatchObject({ genuine: true, notes: [{ what: 'replaced' }] });
  });
});
