import { sealing } from '@answerable/contracts';
import { CompactEncrypt, compactDecrypt, importJWK, type CryptoKey, type JWK } from 'jose';

/** A public X25519 key ready for use, with the id that goes into the header. */
export interface SealTo {
  readonly kid: string;
  readonly key: CryptoKey;
}

export async function sealTo(jwk: JWK): Promise<SealTo> {
  return { kid: jwk.kid!, key: (await importJWK(jwk, sealing.alg)) as CryptoKey };
}

/** Compact JWE, ECDH-ES on X25519 with A256GCM (RFC 7516, RFC 8037). */
export function seal(to: SealTo, clear: Uint8Array): Promise<string> {
  return new CompactEncrypt(clear).setProtectedHeader({ ...sealing, kid: to.kid }).encrypt(to.key);
}

/** Clear bytes; throws on any other form of JWE before the key is touched. */
export async function open(key: CryptoKey, sealed: string): Promise<Uint8Array> {
  const { plaintext } = await compactDecrypt(sealed, key, {
    keyManagementAlgorithms: [sealing.alg],
    contentEncryptionAlgorithms: [sealing.enc],
  });
  return plaintext;
}
