import { hashOf, isSealedLink, isSignedBy, type SealedLink } from './seal.js';
import type { Finding, TrustedKey } from './finding.js';

interface ChainFindings {
  readonly proved: readonly string[];
  readonly faults: readonly Finding[];
  readonly notes: readonly Finding[];
  /** Keys the chain introduces, where a trusted key is one of them and the chain holds. */
  readonly keys: readonly TrustedKey[];
}

interface ChainFile {
  readonly links: readonly SealedLink[];
  readonly keys: readonly { keyId: string; publicKey: string }[];
  readonly tombstones: readonly { id: string; takenDownOn: string; why: string }[];
}

/**
 * Walks the chain from its first link: no number left out, each link naming the hash of the one before, each signed by a key
 * that an earlier key introduced. One trusted key is enough: what comes after it is vouched for by keys, what comes before by hashes.
 */
export function chainFindings(given: unknown, seal: SealedLink, trusted: readonly TrustedKey[]): ChainFindings {
  const chain = chainOf(given);
  if (!chain)
    return {
      proved: [],
      notes: [],
      keys: [],
      faults: [{ what: 'chain-changed', sentence: 'The chain file is not a chain of seals.' }],
    };
  const faults = walk(chain);
  const vouched = chain.keys.some((own) => trusted.some(({ publicKey }) => publicKey === own.publicKey));
  if (faults.length === 0 && !vouched)
    faults.push({ what: 'wrong-key', sentence: 'None of the keys given is a key of this chain.' });
  const place = chain.links.find(({ link }) => link.number === seal.link.number);
  if (faults.length === 0 && (!place || hashOf(place.link) !== hashOf(seal.link)))
    faults.push({
      what: 'missing-link',
      sentence: `The chain has no link no. ${seal.link.number} like this report’s: this report was never published, or the chain is too old.`,
    });
  if (faults.length > 0) return { proved: [], notes: [], keys: [], faults };
  return {
    proved: [`The chain of ${chain.links.length} seals is whole: no report was left out, put in or changed since.`],
    faults,
    notes: notesOf(chain, seal),
    keys: chain.keys,
  };
}

function walk({ links, keys }: ChainFile): Finding[] {
  const known = new Map<string, string>();
  let previous: SealedLink | undefined;
  for (const sealed of links) {
    const { link } = sealed;
    const number = (previous?.link.number ?? 0) + 1;
    if (link.number !== number)
      return [{ what: 'missing-link', sentence: `Link no. ${number} is missing from the chain.` }];
    if (link.previous !== (previous ? hashOf(previous.link) : null))
      return [
        {
          what: 'chain-changed',
          sentence: `Link no. ${link.number} does not follow the link before it: one of the two was changed or exchanged.`,
        },
      ];
    if (link.kind === 'key') {
      const introduced = keys.find(({ keyId }) => keyId === link.subject);
      if (!introduced || hashOf(introduced) !== link.contentSha256)
        return [
          {
            what: 'chain-changed',
            sentence: `Link no. ${link.number} introduces key ${link.subject}, but the key given is another.`,
          },
        ];
      known.set(introduced.keyId, introduced.publicKey);
    }
    const key = known.get(link.keyId);
    if (!key || !isSignedBy(sealed, key))
      return [
        { what: 'chain-changed', sentence: `Link no. ${link.number} is not signed by ${link.keyId}, as it says.` },
      ];
    previous = sealed;
  }
  return links.length === 0 ? [{ what: 'missing-link', sentence: 'The chain holds no link.' }] : [];
}

function notesOf({ links, tombstones }: ChainFile, seal: SealedLink): Finding[] {
  const { subject } = seal.link;
  const down = links.find(({ link }) => link.kind === 'tombstone' && link.subject === subject);
  const words = down && tombstones.find((each) => hashOf(each) === down.link.contentSha256);
  const [, report, version] = /^(.*)-v(\d+)$/.exec(subject) ?? [];
  const newer = links.find(
    ({ link }) => link.kind === 'report' && link.subject === `${report}-v${Number(version) + 1}`,
  );
  return [
    ...(down
      ? [
          {
            what: 'taken-down' as const,
            sentence: `This report was taken down${words ? ` on ${words.takenDownOn}. ${words.why}` : '.'}`,
          },
        ]
      : []),
    ...(newer
      ? [{ what: 'replaced' as const, sentence: `A newer version replaces this report: ${newer.link.subject}.` }]
      : []),
  ];
}

function chainOf(given: unknown): ChainFile | null {
  const { links, keys, tombstones } = (given ?? {}) as Partial<Record<keyof ChainFile, unknown>>;
  if (!Array.isArray(links) || !links.every(isSealedLink) || !Array.isArray(keys)) return null;
  return { links, keys, tombstones: Array.isArray(tombstones) ? tombstones : [] };
}
