import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { signInUnavailable } from './access.problems.js';
import { principalFromClaims, type Principal } from './principal.js';

export interface SignInOptions {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Where Keycloak sends the browser back to; registered with the client. */
  redirectUri: string;
  /** Where the browser lands after signing out. */
  signedOutUri: string;
}

/** What must be remembered, out of others' reach, between leaving for Keycloak and coming back. */
export const pendingSignIn = z.strictObject({
  verifier: z.string(),
  state: z.string(),
  nonce: z.string(),
  fresh: z.boolean(),
});
export type PendingSignIn = z.infer<typeof pendingSignIn>;

export interface Tokens {
  access: string;
  refresh: string | undefined;
  id: string;
  /** When the access token ends, milliseconds since 1970, machine time. */
  accessEndsAt: number;
}

export type SignedIn = { tokens: Tokens; principal: Principal };

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';

/** Sign-in of people through Keycloak: code flow with PKCE, refresh, sign-out, and sign-outs that Keycloak tells us of. */
export class SignIn {
  #configuration: Promise<oidc.Configuration> | undefined;
  readonly #keys: ReturnType<typeof createRemoteJWKSet>;

  constructor(private readonly options: SignInOptions) {
    this.#keys = createRemoteJWKSet(new URL(`${options.issuer}/protocol/openid-connect/certs`));
  }

  /** Where to send the browser, and what to remember. `fresh` asks for the password again, for a step-up. */
  async begin({ fresh = false } = {}): Promise<{ url: string; pending: PendingSignIn }> {
    const verifier = oidc.randomPKCECodeVerifier();
    const pending = { verifier, state: oidc.randomState(), nonce: oidc.randomNonce(), fresh };
    const url = oidc.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.options.redirectUri,
      scope: 'openid',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: pending.state,
      nonce: pending.nonce,
      ...(fresh && { prompt: 'login', max_age: '0' }),
    });
    return { url: url.href, pending };
  }

  /** Trades the code in the callback's query for tokens; undefined when it does not belong to this sign-in. */
  async complete(query: string, pending: PendingSignIn): Promise<SignedIn | undefined> {
    const url = new URL(this.options.redirectUri);
    url.search = query;
    const configuration = await this.configuration();
    try {
      const answer = await oidc.authorizationCodeGrant(configuration, url, {
        pkceCodeVerifier: pending.verifier,
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        idTokenExpected: true,
        ...(pending.fresh && { maxAge: 60 }),
      });
      return signedIn(answer, answer.id_token!);
    } catch (error) {
      if (unreachable(error)) throw signInUnavailable('Keycloak does not answer.');
      return undefined;
    }
  }

  /** New tokens for a session that goes on; undefined when Keycloak has ended it. */
  async refresh(tokens: Tokens): Promise<SignedIn | undefined> {
    if (!tokens.refresh) return undefined;
    const configuration = await this.configuration();
    try {
      const answer = await oidc.refreshTokenGrant(configuration, tokens.refresh);
      return signedIn(answer, answer.id_token ?? tokens.id);
    } catch (error) {
      if (unreachable(error)) throw signInUnavailable('Keycloak does not answer.');
      return undefined;
    }
  }

  /** Where the browser ends its session at Keycloak too. */
  async signOutUrl(idToken: string): Promise<string> {
    return oidc.buildEndSessionUrl(await this.configuration(), {
      id_token_hint: idToken,
      post_logout_redirect_uri: this.options.signedOutUri,
    }).href;
  }

  /**
   * The Keycloak session that a back-channel logout token ends (OpenID Connect Back-Channel Logout 1.0, 2.6); undefined
   * when the token is not Keycloak's, not for this client, or not a logout token.
   */
  async endedSession(logoutToken: string): Promise<string | undefined> {
    try {
      const { payload } = await jwtVerify(logoutToken, this.#keys, {
        issuer: this.options.issuer,
        audience: this.options.clientId,
        algorithms: ['RS256'],
        maxTokenAge: '5 minutes',
        clockTolerance: 10,
      });
      const events = payload.events as Record<string, unknown> | undefined;
      if (!events?.[logoutEvent] || payload.nonce !== undefined) return undefined;
      return typeof payload.sid === 'string' ? payload.sid : undefined;
    } catch {
      return undefined;
    }
  }

  private configuration(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.options;
    this.#configuration ??= oidc
      .discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretPost(clientSecret), {
        execute: issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [],
        timeout: 10,
      })
      .catch((error: unknown) => {
        // Keycloak may start later than we do: the next sign-in asks again.
        this.#configuration = undefined;
        throw signInUnavailable(error instanceof Error ? error.message : 'Keycloak does not answer.');
      });
    return this.#configuration;
  }
}

/** The access token came straight from Keycloak over its token endpoint; the APIs verify it again on every call. */
function signedIn(answer: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers, idToken: string): SignedIn {
  const principal = principalFromClaims(decodeJwt(answer.access_token));
  if (!principal) throw signInUnavailable('Keycloak gave a token that we cannot read.');
  return {
    principal,
    tokens: {
      access: answer.access_token,
      refresh: answer.refresh_token,
      id: idToken,
      accessEndsAt: Date.now() + (answer.expires_in ?? 60) * 1000,
    },
  };
}

const unreachable = (error: unknown): boolean =>
  error instanceof TypeError ||
  (error instanceof oidc.ClientError && /timed out|fetch failed/i.test(String(error.cause ?? error)));
