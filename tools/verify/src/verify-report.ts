import type { Finding, TrustedKey } from './finding.js';
import { chainFindings } from './verify-chain.js';
import { fingerprintOf, hashOf, isSealedLink, isSignedBy, type SealedLink } from './seal.js';

export interface VerifyInput {
  /** The downloaded file, as text. */
  readonly report: string;
  /** Keys whose fingerprint was compared with the one on paper. */
  readonly keys: readonly TrustedKey[];
  /** The published chain of seals, as text: shows also that no report was left out. */
  readonly chain?: string;
}

export interface Verification {
  /** True only where everything that was checked holds. */
  readonly genuine: boolean;
  /** What was proved, in sentences. */
  readonly proved: readonly string[];
  readonly faults: readonly Finding[];
  /** True things a reader should know: a newer version exists, the report was taken down. */
  readonly notes: readonly Finding[];
  /** What this check cannot say. */
  readonly open: readonly string[];
}

interface Content {
  readonly id: string;
  readonly month: string;
}

/**
 * Checks a downloaded report against a public key, offline: nothing is fetched. Names what was changed where it can be told:
 * the content, the seal, a report under the seal of another month, a link missing from the chain, another key. Never throws.
 */
export function verifyReport({ report, keys, chain }: VerifyInput): Verification {
  const file = parsed(report) as { content?: Partial<Content>; seal?: unknown } | undefined;
  if (typeof file?.content?.id !== 'string' || !isSealedLink(file.seal))
    return failed({
      what: 'not-a-report',
      sentence: 'This file is not a sealed report: its content or its seal is missing.',
    });
  const content = file.content as Content;
  const { seal } = file;
  const chained = chain === undefined ? null : chainFindings(parsed(chain), seal, keys);
  const key = [...keys, ...(chained?.keys ?? [])].find(({ publicKey }) => isSignedBy(seal, publicKey));
  const faults: Finding[] = [
    ...(key ? [] : [signatureFault(seal, keys)]),
    ...fileFaults(report, file),
    ...contentFaults(content, seal),
    ...(chained?.faults ?? []),
  ];
  const genuine = faults.length === 0;
  return {
    genuine,
    proved: genuine ? [...provedOf(content, seal, key!), ...(chained?.proved ?? [])] : [],
    faults,
    notes: chained?.notes ?? [],
    open: chained?.open ?? [
      'Whether a report was left out, replaced or taken down: give the chain of seals to check that too.',
    ],
  };
}

function provedOf(content: Content, { link }: SealedLink, key: TrustedKey): string[] {
  return [
    `Every letter and digit of report ${content.id} (seal no. ${link.number}) is as it was published on ${link.publishedAt.slice(0, 10)}.`,
    `It was sealed with the key whose fingerprint is ${fingerprintOf(key.publicKey)}. Compare it with the fingerprint on paper.`,
  ];
}

/** What a seal cannot cover: programs keep the last of two members of one name, where a person may read the first. */
function fileFaults(text: string, file: object): Finding[] {
  const written = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;
  const added = Object.keys(file).filter((name) => name !== 'content' && name !== 'seal');
  return [
    ...(written === membersOf(file)
      ? []
      : [
          {
            what: 'said-twice' as const,
            sentence:
              'Something is said twice under one name, where a published report says it once: one of the two was put in.',
          },
        ]),
    ...(added.length === 0
      ? []
      : [
          {
            what: 'added' as const,
            sentence: `Beside content and seal stands what no seal covers: ${added.join(', ')}. It was put in.`,
          },
        ]),
  ];
}

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce<number>((sum, each) => sum + membersOf(each), 0);
  return inner + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

function contentFaults(content: Content, { link }: SealedLink): Finding[] {
  const faults: Finding[] = [];
  if (content.id !== link.subject || !content.id.includes(content.month))
    faults.push({
      what: 'swapped',
      sentence: `The seal belongs to ${link.subject}, the content says it is ${content.id} for ${content.month}: a report was put under the seal of another.`,
    });
  if (hashOf(content) !== link.contentSha256)
    faults.push({
      what: 'content-changed',
      sentence: 'The content was changed after it was sealed: at least one letter or digit is not as published.',
    });
  return faults;
}

function signatureFault({ link }: SealedLink, keys: readonly TrustedKey[]): Finding {
  const named = keys.find(({ keyId }) => keyId === link.keyId);
  if (named)
    return {
      what: 'seal-changed',
      sentence: `The seal says it was made with key ${link.keyId}, but that key did not sign what stands in it: the seal was changed.`,
    };
  const given = keys.map(({ publicKey, keyId }) => keyId ?? fingerprintOf(publicKey)).join(', ') || 'none';
  return {
    what: 'wrong-key',
    sentence: `The seal names key ${link.keyId}; none of the keys given signed it (${given}). It is another key’s report, or no report at all.`,
  };
}

function failed(fault: Finding): Verification {
  return { genuine: false, proved: [], faults: [fault], notes: [], open: [] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
