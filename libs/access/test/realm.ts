import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';

/** A realm of our own for attacks that a real Keycloak would never sign: its keys, its address, and whatever token we like. */
export interface Realm {
  issuer: string;
  privateKey: CryptoKey;
  publicJwk: Record<string, unknown>;
  /** Publishes another signing key beside the one so far. */
  publish(key: Record<string, unknown>): void;
  /** Paths that were asked for. */
  asked: string[];
  token(changes?: {
    claims?: Record<string, unknown>;
    header?: Record<string, unknown>;
    key?: CryptoKey;
  }): Promise<string>;
  close(): Promise<void>;
}

export const kid = 'realm-key';

export async function startRealm(): Promise<Realm> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
  const keys: Record<string, unknown>[] = [publicJwk];
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    response.end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realms/answerable`;
  const now = Math.floor(Date.now() / 1000);
  return {
    issuer,
    privateKey,
    publicJwk,
    publish: (key) => void keys.push(key),
    asked,
    token: ({ claims = {}, header = {}, key = privateKey } = {}) =>
      new SignJWT({
        iss: issuer,
        aud: ['case-intake'],
        sub: 'f3b7',
        typ: 'Bearer',
        azp: 'test-client',
        name: 'Dana Officer',
        iat: now,
        exp: now + 60,
        realm_access: { roles: ['data-officer', 'offline_access'] },
        force: '01',
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, ...header })
        .sign(key),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A token with any header and payload and a signature of nothing. */
export const unsigned = (header: object, payload: object): string =>
  `${[header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;
