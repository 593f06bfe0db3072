import { generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRealm, type Realm } from '../test/realm.js';
import { SignIn } from './sign-in.js';

let realm: Realm;
let signIn: SignIn;
const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
const logout = { aud: 'portal-staff', typ: 'Logout', sid: 'session-1', events, jti: 'once' };

beforeAll(async () => {
  realm = await startRealm();
  signIn = new SignIn({
    issuer: realm.issuer,
    clientId: 'portal-staff',
    clientSecret: 'not asked here',
    redirectUri: 'http://localhost/sign-in/callback',
    signedOutUri: 'http://localhost/signed-out',
  });
});
afterAll(() => realm.close());

test('a logout token of the realm for this client names the session that is over', async () => {
  expect(await signIn.endedSession(await realm.token({ claims: logout }))).toBe('session-1');
});

test.for([
  ['another client', { aud: 'portal-readers' }],
  ['another issuer', { iss: 'https://elsewhere.example/realms/answerable' }],
  ['no logout event: an identity token is none', { events: undefined }],
  ['a nonce: an identity token in disguise', { nonce: 'n' }],
  ['an age of an hour', { iat: 1_700_000_000 }],
] as const)('a logout token with %s ends nothing', async ([, claims]) => {
  expect(await signIn.endedSession(await realm.token({ claims: { ...logout, ...claims } }))).toBeUndefined();
});

test("a logout token signed by somebody else's key ends nothing", async () => {
  const { privateKey } = await generateKeyPair('RS256');
  expect(await signIn.endedSession(await realm.token({ claims: logout, key: privateKey }))).toBeUndefined();
});

test('while Keycloak cannot be reached, sign-in says so and the next try asks again', async () => {
  const gone = new SignIn({
    issuer: 'http://127.0.0.1:9/realms/answerable',
    clientId: 'portal-staff',
    clientSecret: 'x',
    redirectUri: 'http://localhost/sign-in/callback',
    signedOutUri: 'http://localhost/signed-out',
  });
  await expect(gone.begin()).rejects.toMatchObject({ code: 'sign-in-unavailable', status: 503 });
  await expect(gone.begin()).rejects.toMatchObject({ code: 'sign-in-unavailable' });
});
