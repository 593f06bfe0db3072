import { hashOf, isSealedLink, isSignedBy, type SealedLink } from './seal.js';
import type { Finding, TrustedKey } from './finding.js';

interface ChainFindings {
  readonly proved: readonly string[];
  /** What a chain cannot say of itself. */
  readonly open: readonly string[];
  readonly faults: readonly Finding[];
  readonly notes: readonly Finding[];
  /** Keys the chain introduces, where a trusted key signed in it and the chain holds. */
  readonly keys: readonly TrustedKey[];
}

interface ChainFile {
  readonly links: readonly SealedLink[];
  readonly keys: readonly { keyId: string; publicKey: string }[];
  readonly tombstones: readonly { id: string; takenDownOn: string; why: string }[];
}

/**
 * Walks the chain from its first link: no number left out, each link naming the hash of the one before, each signed by a key
 * that an earlier link introduced; the first alone introduces the key that signs it. One trusted key is enough, where it signed a
 * link: what comes before is vouched for by hashes, what comes after by keys introduced before. That a chain names a trusted key,
 * or introduces it, proves nothing: anybody can do that.
 */
export function chainFindings(given: unknown, seal: SealedLink, trusted: readonly TrustedKey[]): ChainFindings {
  const chain = chainOf(given);
  if (!chain)
    return {
      proved: [],
      open: [],
      notes: [],
      keys: [],
      faults: [{ what: 'chain-changed', sentence: 'The chain file is not a chain of seals.' }],
    };
  const { faults, introduced } = walk(chain);
  const vouched = chain.links.some((sealed) => trusted.some(({ publicKey }) => isSignedBy(sealed, publicKey)));
  if (faults.length === 0 && !vouched)
    faults.push({ what: 'wrong-key', sentence: 'None of the keys given sealed anything in this chain.' });
  const place = chain.links.find(({ link }) => link.number === seal.link.number);
  if (faults.length === 0 && (!place || hashOf(place.link) !== hashOf(seal.link)))
    faults.push({
      what: 'missing-link',
      sentence: `The chain has no link no. ${seal.link.number} like this report’s: this report was never published, or the chain is too old.`,
    });
  if (faults.length > 0) return { proved: [], open: [], notes: [], keys: [], faults };
  const { number, publishedAt } = chain.links.at(-1)!.link;
  const end = `no. ${number} of ${publishedAt.slice(0, 10)}`;
  return {
    proved: [`The chain of seals is whole up to ${end}: until then no report was left out, put in or changed.`],
    open: [
      `Whether anything came after ${end}, such as a newer version of this report or its takedown: a chain that ends there cannot tell. Fetch the chain again today.`,
    ],
    faults,
    notes: notesOf(chain, seal),
    keys: introduced,
  };
}

interface Walked {
  readonly faults: Finding[];
  readonly introduced: TrustedKey[];
}

function walk({ links, keys }: ChainFile): Walked {
  const introduced: { keyId: string; publicKey: string }[] = [];
  let previous: SealedLink | undefined;
  for (const sealed of links) {
    const fault = faultOf(sealed, previous, keys, introduced);
    if (fault) return { faults: [fault], introduced: [] };
    previous = sealed;
  }
  const none: Finding = { what: 'missing-link', sentence: 'The chain holds no link.' };
  return { faults: links.length === 0 ? [none] : [], introduced };
}

/** What is wrong with a link, if anything; a key that it introduces is added once its signature holds. */
function faultOf(
  sealed: SealedLink,
  previous: SealedLink | undefined,
  keys: ChainFile['keys'],
  introduced: ChainFile['keys'][number][],
): Finding | undefined {
  const { link } = sealed;
  const number = (previous?.link.number ?? 0) + 1;
  if (link.number !== number)
    return { what: 'missing-link', sentence: `Link no. ${number} is missing from the chain.` };
  if (link.previous !== (previous ? hashOf(previous.link) : null))
    return {
      what: 'chain-changed',
      sentence: `Link no. ${link.number} does not follow the link before it: one of the two was changed or exchanged.`,
    };
  const own = link.kind === 'key' ? keys.find(({ keyId }) => keyId === link.subject) : undefined;
  if (link.kind === 'key' && (!own || hashOf(own) !== link.contentSha256))
    return {
      what: 'chain-changed',
      sentence: `Link no. ${link.number} introduces key ${link.subject}, but the key given is another.`,
    };
  const signers = number === 1 && own ? [own] : introduced;
  const key = signers.find(({ keyId }) => keyId === link.keyId);
  if (!key)
    return {
      what: 'wrong-key',
      sentence: `Link no. ${link.number} is signed by ${link.keyId}, which no link before it introduced.`,
    };
  if (!isSignedBy(sealed, key.publicKey))
    return { what: 'chain-changed', sentence: `Link no. ${link.number} is not signed by ${link.keyId}, as it says.` };
  if (own) introduced.push(own);
  return undefined;
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
