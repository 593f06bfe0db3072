import { createHash, createPublicKey, verify } from 'node:crypto';
import type { ChainLink, SealedChain, SealedLink, SealedReport } from '@answerable/contracts';
import canonicalize from 'canonicalize';

/** One thing that was checked, in words a reader can repeat. */
interface Finding {
  holds: boolean;
  sentence: string;
}

export interface SealCheck {
  holds: boolean;
  findings: Finding[];
  fingerprint: string | null;
}

const sha256 = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');

/** Checks a sealed report against the public chain: unchanged, sealed by a key that is vouched for, none left out or put in. */
export function checkSeal({ content, seal }: SealedReport, chain: SealedChain): SealCheck {
  const key = chain.keys.find(({ keyId }) => keyId === seal.link.keyId);
  const links = [...chain.links].sort((a, b) => a.link.number - b.link.number);
  const stands = links.find(({ link }) => link.number === seal.link.number);
  const findings: Finding[] = [
    finding(
      seal.link.subject === content.id && seal.link.contentSha256 === sha256(content),
      'Nothing in this report has been changed since it was sealed.',
      'This report is not what was sealed: at least one character of it has been changed.',
    ),
    finding(
      key !== undefined && isSigned(seal, key.publicKey),
      "The seal was made with Victim Support's key.",
      "The seal was not made with a key of Victim Support's.",
    ),
    finding(
      key !== undefined && keyIsVouchedFor(key.keyId, links, chain),
      'The key is vouched for by the keys before it, back to the first one, whose fingerprint you have on paper.',
      'The key is not vouched for by the keys before it.',
    ),
    finding(
      stands !== undefined && sha256(stands.link) === sha256(seal.link),
      `It stands in the public chain of seals as number ${seal.link.number}.`,
      'The public chain of seals knows another report at this place, or none.',
    ),
    finding(
      isUnbroken(links, chain.keys),
      `The chain of seals is unbroken up to number ${links.length}, as it stands today: no report was left out, put in or exchanged.`,
      'The chain of seals is broken: a report was left out, put in or exchanged.',
    ),
  ];
  return {
    holds: findings.every(({ holds }) => holds),
    findings,
    fingerprint: key ? fingerprintOf(key.publicKey) : null,
  };
}

/** Fingerprint of a public key as it is printed on paper: half of its SHA-256 in groups of four. */
export const fingerprintOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 32).match(/.{4}/g)!.join(' ');

const finding = (holds: boolean, yes: string, no: string): Finding => ({ holds, sentence: holds ? yes : no });

function isSigned({ link, signature }: SealedLink, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(canonicalize(link) ?? ''), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

/** Each link names the one before it and is signed by a key that a link before introduced; the first key introduces itself. */
function isUnbroken(links: SealedLink[], keys: SealedChain['keys']): boolean {
  return links.every((sealed, index) => {
    const { link } = sealed;
    const before: ChainLink | undefined = links[index - 1]?.link;
    const key = links
      .slice(0, Math.max(index, 1))
      .some((earlier) => earlier.link.kind === 'key' && earlier.link.subject === link.keyId)
      ? keys.find(({ keyId }) => keyId === link.keyId)
      : undefined;
    return (
      link.number === index + 1 &&
      link.previous === (before ? sha256(before) : null) &&
      key !== undefined &&
      isSigned(sealed, key.publicKey)
    );
  });
}

function keyIsVouchedFor(keyId: string, links: SealedLink[], chain: SealedChain): boolean {
  const introduction = links.find(({ link }) => link.kind === 'key' && link.subject === keyId);
  const key = chain.keys.find((candidate) => candidate.keyId === keyId);
  if (!introduction || !key || introduction.link.contentSha256 !== sha256(key)) return false;
  const signer = introduction.link.keyId;
  const publicKey = chain.keys.find((candidate) => candidate.keyId === signer)?.publicKey;
  if (!publicKey || !isSigned(introduction, publicKey)) return false;
  if (signer === keyId) return introduction.link.number === 1;
  const earlier = links.find(({ link }) => link.kind === 'key' && link.subject === signer);
  return (
    earlier !== undefined && earlier.link.number < introduction.link.number && keyIsVouchedFor(signer, links, chain)
  );
}
