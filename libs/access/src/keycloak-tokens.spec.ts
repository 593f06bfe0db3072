import { createHmac } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { kid, startRealm, unsigned, type Realm } from '../test/realm.js';
import { KeycloakTokens } from './keycloak-tokens.js';

let realm: Realm;
let tokens: KeycloakTokens;

beforeAll(async () => {
  realm = await startRealm();
  tokens = new KeycloakTokens({ issuer: realm.issuer, audience: 'case-intake' });
});
afterAll(() => realm.close());

const payloadOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as object;

test('a token of the realm for this service tells who is calling, with the roles we know and no others', async () => {
  const verdict = await tokens.verify(await realm.token());
  expect(verdict).toEqual({
    kind: 'valid',
    principal: { subject: 'f3b7', name: 'Dana Officer', roles: ['data-officer'], force: '01', clientId: 'test-client' },
  });
});

test.for([
  ['another issuer', { iss: 'https://elsewhere.example/realms/answerable' }],
  ['another audience', { aud: 'reporting' }],
  ['no audience', { aud: undefined }],
  ['an audience that merely contains the name', { aud: 'case-intake-test' }],
  ['an end in the past', { exp: 1_700_000_000 }],
  ['no end at all', { exp: undefined }],
  ['an end that is not a number', { exp: 'never' }],
  ['a beginning in the future', { nbf: 4_000_000_000 }],
  ['the type of an identity token', { typ: 'ID' }],
  ['the type of a refresh token', { typ: 'Refresh' }],
  ['no subject', { sub: undefined }],
  ['a first day of its seat that is no day', { seat: 'E14001421', seat_from: '04/07/2024' }],
  ['a last day of its seat that is no day', { seat: 'E14001421', seat_from: '2024-07-04', seat_until: '30/03/2026' }],
  ['an empty first day of its seat', { seat: 'E14001421', seat_from: '' }],
] as const)('a token with %s is refused', async ([, claims]) => {
  expect((await tokens.verify(await realm.token({ claims }))).kind).toBe('invalid');
});

test('a token signed with nothing (alg none) is refused', async () => {
  const payload = payloadOf(await realm.token());
  for (const alg of ['none', 'None', 'RS256']) {
    expect((await tokens.verify(unsigned({ alg, typ: 'JWT', kid }, payload))).kind).toBe('invalid');
  }
});

test("a token signed with the realm's public key as an HMAC secret (HS256) is refused", async () => {
  const payload = payloadOf(await realm.token());
  const [head, body] = unsigned({ alg: 'HS256', typ: 'JWT', kid }, payload).split('.') as [string, string];
  for (const secret of [JSON.stringify(realm.publicJwk), String(realm.publicJwk.n)]) {
    const signature = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url');
    expect((await tokens.verify(`${head}.${body}.${signature}`)).kind).toBe('invalid');
  }
});

test('a token signed with an unknown key is refused, whether it names our key or its own', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  expect((await tokens.verify(await realm.token({ key: privateKey }))).kind).toBe('invalid');
  expect((await tokens.verify(await realm.token({ key: privateKey, header: { kid: 'mine' } }))).kind).toBe('invalid');
  expect((await tokens.verify(await realm.token({ key: privateKey, header: { jwk: { kty: 'RSA' } } }))).kind).toBe(
    'invalid',
  );
});

test('a token changed by one character after signing is refused', async () => {
  const [head, , signature] = (await realm.token()).split('.');
  const other = (await realm.token({ claims: { realm_access: { roles: ['vs-lead'] } } })).split('.')[1];
  expect((await tokens.verify(`${head}.${other}.${signature}`)).kind).toBe('invalid');
});

test.for(['', 'x', 'a.b', 'a.b.c', 'a.b.c.d', 'bnVsbA.bnVsbA.bnVsbA', '..', '💥.💥.💥'])(
  'rubbish instead of a token is refused without an exception: %j',
  async (rubbish) => expect((await tokens.verify(rubbish)).kind).toBe('invalid'),
);

test('a realm that cannot be reached is said to be unavailable, not the token wrong', async () => {
  const gone = await startRealm();
  const token = await gone.token();
  await gone.close();
  const verdict = await new KeycloakTokens({ issuer: gone.issuer, audience: 'case-intake' }).verify(token);
  expect(verdict.kind).toBe('unavailable');
});

test('an issuer that is no realm address stops the start', () => {
  expect(() => new KeycloakTokens({ issuer: 'https://example.org', audience: 'x' })).toThrow('KEYCLOAK_ISSUER');
});

test('the realm exchanges its signing key while we run: published first and used ten seconds later, it costs no token', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const own = await startRealm();
  try {
    const running = new KeycloakTokens({ issuer: own.issuer, audience: 'case-intake' });
    const [next, theirs] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
    const kind = async (token: Promise<string>) => (await running.verify(await token)).kind;
    const ofNext = () => own.token({ key: next.privateKey, header: { kid: 'next' } });
    expect(await kind(own.token())).toBe('valid');
    own.publish({ ...(await exportJWK(next.publicKey)), kid: 'next', alg: 'RS256', use: 'sig' });
    // Keys are asked for again at an unknown one, once in ten seconds: whoever sends one now must not keep the next one out.
    vi.advanceTimersByTime(11_000);
    expect(await kind(own.token({ key: theirs.privateKey, header: { kid: 'theirs' } }))).toBe('invalid');
    expect([await kind(ofNext()), await kind(own.token())]).toEqual(['valid', 'valid']);
    expect(own.asked).toHaveLength(2);
  } finally {
    vi.useRealTimers();
    await own.close();
  }
});

test('a token that says where keys are to be had, or who gave it, makes nobody ask there', async () => {
  const elsewhere = await startRealm();
  try {
    const address = `${elsewhere.issuer}/protocol/openid-connect/certs`;
    const signed = { key: elsewhere.privateKey };
    for (const told of [
      { header: { jku: address } },
      { header: { jku: address, kid: 'theirs' } },
      { header: { x5u: address, kid: 'theirs' } },
      { header: { kid: address } },
      { header: { jwk: elsewhere.publicJwk, kid: 'theirs' } },
      { claims: { iss: elsewhere.issuer } },
      { claims: { iss: elsewhere.issuer }, header: { kid: 'theirs' } },
    ])
      expect((await tokens.verify(await realm.token({ ...told, ...signed }))).kind).toBe('invalid');
    expect(elsewhere.asked).toEqual([]);
    expect(realm.asked.every((path) => path.endsWith('/realms/answerable/protocol/openid-connect/certs'))).toBe(true);
  } finally {
    await elsewhere.close();
  }
});
