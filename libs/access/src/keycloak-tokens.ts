import KeycloakConnect from 'keycloak-connect';
import { principalFromClaims, type Principal } from './principal.js';

/** What its sender is told of a token that is no good: what it says of itself, and nothing of how it was looked at. */
export type TokenFault = 'expired' | 'for-another-service' | 'not-ours';

/** Outcome of looking at a bearer token: whose it is, why it is no good, or that Keycloak could not be asked. */
export type TokenVerdict =
  | { kind: 'valid'; principal: Principal }
  | { kind: 'invalid'; fault: TokenFault; reason: string }
  | { kind: 'unavailable'; reason: string };

interface ParsedToken {
  header?: { alg?: unknown; kid?: unknown };
  content: Record<string, unknown>;
}
interface Grants {
  createGrant(grant: { access_token: string }): Promise<{ access_token: ParsedToken }>;
}

const keysUnreachable = /failed to load public key.*(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|Error fetching JWK)/;
/** Faults by the end of keycloak-connect's sentence (or of our own); any other is `not-ours`. */
const faults = [
  [/\bexpired\)?$/, 'expired'],
  [/\(wrong audience\)$/, 'for-another-service'],
] as const;
const invalid = (reason: string): TokenVerdict => ({
  kind: 'invalid',
  fault: faults.find(([sentence]) => sentence.test(reason))?.[1] ?? 'not-ours',
  reason,
});

const compactJws = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * The one place that knows keycloak-connect. Its grant manager checks signature (RS256 against the realm's keys),
 * issuer, expiry, type and audience; its Express middleware is not used, because that opens `/k_logout` without a body
 * limit and answers 403 where 401 is due. What its grant manager leaves open is checked here: a token without expiry
 * counts as valid for ever there, `nbf` and the declared algorithm are not looked at.
 */
export class KeycloakTokens {
  readonly #grants: Grants;

  constructor(options: { issuer: string; audience: string }) {
    const [, server, realm] = /^(.+)\/realms\/([^/]+)\/?$/.exec(options.issuer) ?? [];
    if (!server || !realm) throw new Error(`KEYCLOAK_ISSUER must look like https://host/realms/name`);
    const config = {
      'auth-server-url': server,
      realm,
      resource: options.audience,
      'bearer-only': true,
      'verify-token-audience': true,
      'ssl-required': 'external',
      'confidential-port': 0,
    };
    this.#grants = new KeycloakConnect({}, config).grantManager as unknown as Grants;
  }

  /** Says whose token this is; never throws, and never puts the token into the reason. */
  async verify(token: string, nowSeconds = Math.floor(Date.now() / 1000)): Promise<TokenVerdict> {
    if (!compactJws.test(token)) return invalid('not a signed token');
    const header = headerOf(token);
    if (header?.alg !== 'RS256' || typeof header.kid !== 'string')
      return invalid('not signed with RS256 and a named key');
    try {
      const { content } = (await this.#grants.createGrant({ access_token: token })).access_token;
      if (typeof content.exp !== 'number') return invalid('without expiry');
      if (content.exp <= nowSeconds) return invalid('expired');
      if (typeof content.nbf === 'number' && content.nbf > nowSeconds) return invalid('not valid yet');
      const principal = principalFromClaims(content);
      return principal ? { kind: 'valid', principal } : invalid('without subject, or with claims that cannot be read');
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unreadable';
      return keysUnreachable.test(reason) ? { kind: 'unavailable', reason } : invalid(reason);
    }
  }
}

function headerOf(token: string): { alg?: unknown; kid?: unknown } | undefined {
  try {
    return JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString());
  } catch {
    return undefined;
  }
}
