import { createHash, randomBytes } from 'node:crypto';
import { readStackEnv, type StackEnv } from '../env.js';
import { eventually } from './eventually.js';
import { portals, type PortalClient } from '../realm.js';

interface Answer {
  readonly access_token: string;
  readonly expires_in: number;
}

const cache = new Map<string, { readonly token: string; readonly expires: number }>();
const marginMs = 30_000;

export interface TokenOptions {
  /** The portal to sign in at; by default the one that serves this person's role. */
  readonly client?: PortalClient;
}

/**
 * An access token Keycloak really issued: to a publisher client (`publisher-01`), or to a demo user (`caseworker-1`) who signed
 * in on Keycloak's page for a portal. Kept until shortly before it expires. Throws where neither is known.
 */
export async function tokenFor(clientOrUser: string, options: TokenOptions = {}): Promise<string> {
  const key = JSON.stringify([clientOrUser, options.client]);
  const known = cache.get(key);
  if (known && known.expires > performance.now()) return known.token;
  const env = readStackEnv();
  const user = env.demoUsers.find(({ username }) => username === clientOrUser);
  // Keycloak refuses a sign-in while another one of the same person is under way, and spec files share the people.
  const answer = user ? await eventually(() => signIn(env, user, options)) : await clientToken(env, clientOrUser);
  cache.set(key, { token: answer.access_token, expires: performance.now() + answer.expires_in * 1000 - marginMs });
  return answer.access_token;
}

function clientToken(env: StackEnv, clientId: string): Promise<Answer> {
  const client = env.clients[clientId];
  if (!client) throw new Error(`no client or demo user ${clientId}`);
  // Keycloak answers 500 once when its database was restarted: it finds out by the first connection it uses.
  return eventually(() => askForToken(env, client, { grant_type: 'client_credentials' }));
}

/** Authorization code with PKCE, the sign-in page filled in; nothing needs to listen at the redirect address. */
async function signIn(env: StackEnv, user: StackEnv['demoUsers'][number], { client }: TokenOptions): Promise<Answer> {
  const portal = client ?? portalOf(user.roles);
  const redirectUri = 'http://localhost/signed-in';
  const verifier = randomBytes(32).toString('base64url');
  const question = new URLSearchParams({
    client_id: portal,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: redirectUri,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const page = await fetch(`${env.keycloak.issuer}/protocol/openid-connect/auth?${question}`);
  const html = await page.text();
  const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  if (!action) throw new Error(`Keycloak showed no sign-in form: ${page.status}`);
  const cookie = page.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const body = new URLSearchParams({ username: user.username, password: user.password });
  const signedIn = await fetch(action, { method: 'POST', body, headers: { cookie }, redirect: 'manual' });
  const code = new URL(signedIn.headers.get('location') ?? redirectUri).searchParams.get('code');
  if (!code) throw new Error(`Keycloak did not let ${user.username} in: ${signedIn.status}`);
  const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
  return askForToken(env, env.clients[portal]!, grant);
}

function portalOf(roles: readonly string[]): PortalClient {
  const found = (Object.keys(portals) as PortalClient[]).find((name) =>
    portals[name].roles.some((role) => roles.includes(role)),
  );
  if (!found) throw new Error(`no portal serves ${roles.join(', ')}`);
  return found;
}

async function askForToken(
  env: StackEnv,
  client: StackEnv['clients'][string],
  grant: Record<string, string>,
): Promise<Answer> {
  const body = new URLSearchParams({ client_id: client.clientId, client_secret: client.clientSecret, ...grant });
  const answer = await fetch(`${env.keycloak.issuer}/protocol/openid-connect/token`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`Keycloak gave ${client.clientId} no token: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
