import { demoPeople } from '../src/demo-people.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStackEnv, tokenFor } from '../src/index.js';
import { KeycloakAdmin } from '../src/keycloak-admin.js';
import { checkRealm } from '../src/provision-realm.js';
import { checkStackRealm } from '../src/stack.js';
import { desiredRealm, portals, type DesiredRealm, type RealmMode } from '../src/realm.js';

interface Claims {
  readonly aud: string | string[];
  readonly azp: string;
  readonly realm_access?: { readonly roles: string[] };
  readonly force?: string;
  readonly seat?: string;
  readonly seat_from?: string;
  readonly auth_time?: number;
}

const claimsOf = async (who: string, options?: Parameters<typeof tokenFor>[1]): Promise<Claims> =>
  JSON.parse(Buffer.from((await tokenFor(who, options)).split('.')[1]!, 'base64url').toString()) as Claims;
const audiencesOf = ({ aud }: Claims): string[] => [aud].flat().sort();

describe('the token of', () => {
  it.each(demoPeople.map((person) => [person.username, person] as const))(
    '%s says role, force, seat and since when, and nothing else',
    async (_, person) => {
      const claims = await claimsOf(person.username);
      expect(claims.realm_access?.roles).toEqual([...person.roles]);
      expect(claims.force).toBe(person.force);
      expect(claims.seat).toBe(person.seat);
      expect(claims.seat_from).toBe(person.seatFrom);
      expect(claims.auth_time).toBeGreaterThan(0);
    },
  );

  it('a reader is never accepted by survey delivery or response collection, whoever signs in there', async () => {
    for (const who of ['mp-peckham', 'police-lead-01', 'data-officer-01', 'auditor-1', 'vs-lead-1']) {
      expect(audiencesOf(await claimsOf(who, { client: 'portal-readers' }))).toEqual(['case-intake', 'reporting']);
    }
  });

  it('Victim Support is accepted by the four APIs', async () => {
    expect(audiencesOf(await claimsOf('caseworker-1'))).toEqual([...portals['portal-staff'].audiences].sort());
  });

  it("an MP's office who signs in at the staff portal, or of staff at the readers' portal, has no role at all", async () => {
    expect((await claimsOf('mp-peckham', { client: 'portal-staff' })).realm_access).toBeUndefined();
    expect((await claimsOf('vs-lead-1', { client: 'portal-readers' })).realm_access).toBeUndefined();
  });

  it('a force is for case intake alone and names that force', async () => {
    const claims = await claimsOf('publisher-48');
    expect(audiencesOf(claims)).toEqual(['case-intake']);
    expect(claims.force).toBe('48');
    expect(claims.realm_access?.roles).toEqual(['police-publisher']);
  });
});

describe('Keycloak', () => {
  const { keycloak, clients, demoUsers } = readStackEnv();

  it('gives no portal and no force a token for a bare password', async () => {
    const [{ username, password }] = demoUsers as [(typeof demoUsers)[number]];
    for (const { clientId, clientSecret } of Object.values(clients)) {
      const body = new URLSearchParams({
        grant_type: 'password',
        client_id: clientId,
        client_secret: clientSecret,
        username,
        password,
      });
      const answer = await fetch(`${keycloak.issuer}/protocol/openid-connect/token`, { method: 'POST', body });
      expect(answer.status).toBe(400);
    }
  });

  it('refuses a sign-in without PKCE and a redirect to another host', async () => {
    const ask = (more: Record<string, string>) =>
      fetch(
        `${keycloak.issuer}/protocol/openid-connect/auth?${new URLSearchParams({
          client_id: 'portal-readers',
          response_type: 'code',
          scope: 'openid',
          redirect_uri: 'http://localhost/signed-in',
          ...more,
        })}`,
        { redirect: 'manual' },
      );
    expect((await ask({})).headers.get('location')).toMatch(/error=invalid_request/);
    expect(
      (
        await ask({
          redirect_uri: 'http://example.org/',
          code_challenge_method: 'S256',
          code_challenge: 'x'.repeat(43),
        })
      ).status,
    ).toBe(400);
  });

  it('holds the realm as declared', async () => {
    expect(await checkStackRealm()).toEqual([]);
  });
});

describe('a realm', () => {
  const { keycloak } = readStackEnv();
  const name = `drift-${crypto.randomUUID()}`;
  const desired = (mode: RealmMode): DesiredRealm => {
    const realm = desiredRealm(
      mode,
      { portalStaff: 'https://staff.example', portalReaders: 'https://readers.example' },
      (of) => `secret of ${of}`,
    );
    return { ...realm, realm: { ...realm.realm, realm: name }, people: realm.people.slice(0, 1) };
  };
  let admin: KeycloakAdmin;
  beforeAll(async () => {
    admin = await KeycloakAdmin.signIn(keycloak.url, keycloak.adminUser);
  });
  afterAll(() => admin.delete(`/${name}`));

  it('is made in one run, and a second run finds nothing to do', async () => {
    expect(await checkRealm(admin, desired('demo'), false)).toEqual(['the realm is missing']);
    await checkRealm(admin, desired('demo'), true);
    expect(await checkRealm(admin, desired('demo'), true)).toEqual([]);
  });

  it.each<[string, () => Promise<void>]>([
    ['settings of the realm differ', () => admin.put(`/${name}`, { realm: name, bruteForceProtected: false })],
    [
      'client portal-readers differs',
      async () => {
        const [client] = await admin.list<{ id: string }>(`/${name}/clients?clientId=portal-readers`);
        await admin.put(`/${name}/clients/${client!.id}`, { ...client, directAccessGrantsEnabled: true });
      },
    ],
    [
      'client portal-readers differs',
      async () => {
        const [client] = await admin.list<{ id: string }>(`/${name}/clients?clientId=portal-readers`);
        const scopes = await admin.list<{ id: string; name: string }>(`/${name}/client-scopes`);
        await admin.put(
          `/${name}/clients/${client!.id}/default-client-scopes/${scopes.find((s) => s.name === 'api-survey-delivery')!.id}`,
        );
      },
    ],
    [
      'client publisher-01 differs',
      async () => {
        const [client] = await admin.list<{ id: string; protocolMappers: { config: object }[] }>(
          `/${name}/clients?clientId=publisher-01`,
        );
        const [mapper] = client!.protocolMappers;
        await admin.put(`/${name}/clients/${client!.id}`, {
          ...client,
          protocolMappers: [{ ...mapper, config: { ...mapper!.config, 'claim.value': '48' } }],
        });
      },
    ],
    [
      'roles in tokens of portal-readers differ',
      async () => {
        const [client] = await admin.list<{ id: string }>(`/${name}/clients?clientId=portal-readers`);
        await admin.post(`/${name}/clients/${client!.id}/scope-mappings/realm`, [
          await admin.get(`/${name}/roles/caseworker`),
        ]);
      },
    ],
    [
      'roles of caseworker-1 differ',
      async () => {
        const [user] = await admin.list<{ id: string }>(`/${name}/users?username=caseworker-1&exact=true`);
        await admin.post(`/${name}/users/${user!.id}/role-mappings/realm`, [
          await admin.get(`/${name}/roles/operator`),
        ]);
      },
    ],
    ['client stranger is not declared', () => admin.post(`/${name}/clients`, { clientId: 'stranger' })],
  ])('that was changed by hand is found out (%s) and put right', async (sentence, change) => {
    await change();
    expect(await checkRealm(admin, desired('demo'), false)).toEqual([sentence]);
    await checkRealm(admin, desired('demo'), true);
    expect(await checkRealm(admin, desired('demo'), false)).toEqual([]);
  });

  it('takes no first or last day of a term that is not written as a day: it would end never', async () => {
    const path = `/${name}/users`;
    const [user] = await admin.list<{ id: string }>(`${path}?username=caseworker-1&exact=true`);
    const known = await admin.get<{ attributes: object }>(`${path}/${user!.id}`);
    const withDay = (day: string) => ({ ...known, attributes: { ...known!.attributes, seat_until: [day] } });
    await expect(admin.put(`${path}/${user!.id}`, withDay('30/03/2026'))).rejects.toThrow();
    await admin.put(`${path}/${user!.id}`, withDay('2026-03-30'));
  });

  it('that becomes one for production loses its demo users', async () => {
    const drift = await checkRealm(admin, desired('production'), true);
    expect(drift).toContain('demo user caseworker-1 must not exist');
    expect(await admin.list(`/${name}/users?username=caseworker-1&exact=true`)).toEqual([]);
    expect(await checkRealm(admin, desired('production'), false)).toEqual([]);
  });

  it('for production has no demo user, no loopback redirect, a second factor, and signed assertions of forces', () => {
    const { people, clients, requiredActions } = desired('production');
    expect(people).toEqual([]);
    expect(JSON.stringify(clients)).not.toMatch(/localhost|127\.0\.0\.1/);
    expect(requiredActions).toContainEqual({ alias: 'CONFIGURE_TOTP', enabled: true, defaultAction: true });
    for (const { representation, secret } of clients.filter((c) =>
      c.representation.clientId.startsWith('publisher-'),
    )) {
      expect(representation['clientAuthenticatorType']).toBe('client-jwt');
      expect(secret).toBeUndefined();
    }
  });
});
