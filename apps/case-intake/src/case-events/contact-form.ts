import { jwe, sealing } from '@answerable/contracts';
import { refuse, type Reason } from './refusals.js';

/**
 * What is wrong with the form of a contact, or null. It is judged before anything else and before anything is logged or kept:
 * a contact in clear leaves no trace. `keyIds` are those of the vault, null while they are not known.
 */
export function contactFault(data: unknown, keyIds: ReadonlySet<string> | null): Reason | null {
  const contact = (data as { contact?: unknown } | null | undefined)?.contact;
  if (contact === undefined || contact === null) return null;
  if (typeof contact !== 'string' || !jwe.safeParse(contact).success)
    return refuse('contact-not-encrypted', 'data.contact');
  const header = headerOf(contact);
  if (!header) return refuse('contact-not-encrypted', 'data.contact');
  const wrong = faultOf(header, keyIds);
  return wrong === null ? null : refuse('contact-wrong-encryption', 'data.contact', wrong);
}

interface Header {
  alg?: unknown;
  enc?: unknown;
  kid?: unknown;
  epk?: { crv?: unknown };
}

function faultOf(header: Header, keyIds: ReadonlySet<string> | null): string | null {
  if (header.alg !== sealing.alg || header.epk?.crv !== 'X25519')
    return 'it was not encrypted with ECDH-ES over X25519';
  if (header.enc !== sealing.enc) return 'its content was not encrypted with A256GCM';
  if (typeof header.kid !== 'string') return 'its header names no key (kid)';
  if (keyIds !== null && !keyIds.has(header.kid)) return 'the key it names is not, or no longer, a key of the vault';
  return null;
}

function headerOf(contact: string): Header | null {
  try {
    const header: unknown = JSON.parse(
      Buffer.from(contact.slice(0, contact.indexOf('.')), 'base64url').toString('utf8'),
    );
    return typeof header === 'object' && header !== null ? (header as Header) : null;
  } catch {
    return null;
  }
}

/** Key id named by a contact that passed `contactFault`. */
export function keyIdOf(contact: unknown): string | null {
  const kid = typeof contact === 'string' && contact.includes('.') ? headerOf(contact)?.kid : null;
  return typeof kid === 'string' ? kid : null;
}
