import type { KeycloakAdmin } from './keycloak-admin.js';
import { realmName, type DesiredClient, type DesiredRealm } from './realm.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Compares the realm with what is desired, part by part, and gives one sentence per difference; none when they agree.
 * With `repair` each difference is also put right, so that a second run finds nothing. Passwords and secrets of people
 * are set when they are created and not compared.
 */
export async function checkRealm(admin: KeycloakAdmin, desired: DesiredRealm, repair: boolean): Promise<string[]> {
  const drift: string[] = [];
  const differs = async (what: string, fix: () => Promise<void>): Promise<void> => {
    drift.push(what);
    if (repair) await fix();
  };
  const base = `/${realmName}`;

  const realm = await admin.get<object>(base);
  if (!realm) {
    await differs('the realm is missing', () => admin.post('', desired.realm));
    if (!repair) return drift;
  } else if (!contains(realm, desired.realm)) {
    await differs('settings of the realm differ', () => admin.put(base, desired.realm));
  }

  await checkProfile(admin, differs);

  const knownRoles = await admin.list<Named>(`${base}/roles`);
  for (const name of desired.roles) {
    if (!knownRoles.some((role) => role.name === name)) {
      await differs(`role ${name} is missing`, () => admin.post(`${base}/roles`, { name }));
    }
  }

  const knownScopes = await admin.list<Named>(`${base}/client-scopes`);
  for (const scope of desired.scopes) {
    const known = knownScopes.find(({ name }) => name === scope.name);
    if (known && contains(known, scope)) continue;
    await differs(`client scope ${scope.name} ${known ? 'differs' : 'is missing'}`, async () => {
      if (known) await admin.delete(`${base}/client-scopes/${known.id}`);
      await admin.post(`${base}/client-scopes`, scope);
    });
  }

  const roles = await admin.list<Named>(`${base}/roles`);
  const scopes = await admin.list<Named>(`${base}/client-scopes`);
  for (const client of desired.clients) await checkClient(admin, client, roles, scopes, differs);
  for (const person of desired.people) await checkPerson(admin, person, roles, differs);
  await checkStrangers(admin, desired, differs);
  return drift;
}

type Differs = (what: string, fix: () => Promise<void>) => Promise<void>;

/** Force, seat and organisation are attributes only an administrator may write. */
async function checkProfile(admin: KeycloakAdmin, differs: Differs): Promise<void> {
  const path = `/${realmName}/users/profile`;
  const profile = (await admin.get<{ attributes: { name: string; required?: unknown }[] }>(path)) ?? { attributes: [] };
  const wanted = ['force', 'seat', 'organisation'].map((name) => ({ name, permissions: { view: ['admin'], edit: ['admin'] } }));
  const missing = wanted.filter((attribute) => !profile.attributes.some((known) => contains(known, attribute)));
  // Offices have one name and no e-mail address here, so none of the usual three is required.
  const required = profile.attributes.filter((attribute) => attribute.required);
  if (missing.length === 0 && required.length === 0) return;
  await differs('the attributes of a person differ', () => {
    const others = profile.attributes.filter(({ name }) => !wanted.some((attribute) => attribute.name === name));
    const attributes = [...others.map(({ required: _required, ...attribute }) => attribute), ...wanted];
    return admin.put(path, { ...profile, attributes });
  });
}

async function checkClient(
  admin: KeycloakAdmin,
  client: DesiredClient,
  roles: readonly Named[],
  scopes: readonly Named[],
  differs: Differs,
): Promise<void> {
  const { clientId } = client.representation;
  const base = `/${realmName}/clients`;
  const find = async () => (await admin.list<{ id: string; secret?: string }>(`${base}?clientId=${clientId}`))[0];
  const desired = client.secret === undefined ? client.representation : { ...client.representation, secret: client.secret };
  const scoped = { ...desired, defaultClientScopes: client.scopes, optionalClientScopes: [] };

  let known = await find();
  if (!known) {
    await differs(`client ${clientId} is missing`, () => admin.post(base, scoped));
    known = await find();
    if (!known) return;
  } else if (!contains(known, scoped)) {
    const { id } = known;
    await differs(`client ${clientId} differs`, async () => {
      await admin.put(`${base}/${id}`, { ...known, ...desired });
      await setScopes(admin, `${base}/${id}/default-client-scopes`, client.scopes, scopes);
      await setScopes(admin, `${base}/${id}/optional-client-scopes`, [], scopes);
    });
  }
  const { id } = known;
  const inTokens = `${base}/${id}/scope-mappings/realm`;
  await checkRoles(admin, inTokens, client.scopeRoles, roles, () => true, `roles in tokens of ${clientId} differ`, differs);
  if (client.serviceRoles) {
    const account = await admin.get<{ id: string }>(`${base}/${id}/service-account-user`);
    const path = `/${realmName}/users/${account!.id}/role-mappings/realm`;
    await checkRoles(admin, path, client.serviceRoles, roles, isOurs, `roles of ${clientId} differ`, differs);
  }
}

async function setScopes(admin: KeycloakAdmin, path: string, wanted: readonly string[], scopes: readonly Named[]): Promise<void> {
  const known = await admin.list<Named>(path);
  for (const scope of known) if (!wanted.includes(scope.name)) await admin.delete(`${path}/${scope.id}`);
  for (const scope of scopes) {
    if (wanted.includes(scope.name) && !known.some(({ name }) => name === scope.name)) await admin.put(`${path}/${scope.id}`);
  }
}

async function checkPerson(
  admin: KeycloakAdmin,
  person: DesiredRealm['people'][number],
  roles: readonly Named[],
  differs: Differs,
): Promise<void> {
  const base = `/${realmName}/users`;
  const attributes = Object.fromEntries(
    Object.entries({ force: person.force, seat: person.seat, organisation: 'southwark' })
      .filter((entry): entry is [string, string] => entry[1] !== undefined)
      .map(([name, value]) => [name, [value]]),
  );
  const desired = { username: person.username, enabled: true, firstName: person.name, lastName: '', attributes, requiredActions: [] };
  const find = async () => (await admin.list<{ id: string }>(`${base}?exact=true&username=${person.username}`))[0];

  let known = await find();
  if (!known) {
    const credentials = [{ type: 'password', value: person.password, temporary: false }];
    await differs(`demo user ${person.username} is missing`, () => admin.post(base, { ...desired, credentials }));
    known = await find();
    if (!known) return;
  } else if (!contains(known, { ...desired, lastName: undefined })) {
    const { id } = known;
    await differs(`demo user ${person.username} differs`, () => admin.put(`${base}/${id}`, desired));
  }
  const path = `${base}/${known.id}/role-mappings/realm`;
  await checkRoles(admin, path, person.roles, roles, isOurs, `roles of ${person.username} differ`, differs);
}

/** Roles every account of a realm gets from Keycloak itself say nothing here. */
const isOurs = ({ name }: Named): boolean => !name.startsWith('default-roles-') && name !== 'offline_access' && name !== 'uma_authorization';

async function checkRoles(
  admin: KeycloakAdmin,
  path: string,
  wanted: readonly string[],
  roles: readonly Named[],
  counts: (role: Named) => boolean,
  what: string,
  differs: Differs,
): Promise<void> {
  const known = (await admin.list<Named>(path)).filter(counts);
  const extra = known.filter(({ name }) => !wanted.includes(name));
  const missing = roles.filter(({ name }) => wanted.includes(name) && !known.some((role) => role.name === name));
  if (extra.length + missing.length === 0) return;
  await differs(what, async () => {
    if (extra.length > 0) await admin.delete(path, extra);
    if (missing.length > 0) await admin.post(path, missing);
  });
}

/** A client that nobody declared is a way in that nobody reviewed. */
async function checkStrangers(admin: KeycloakAdmin, desired: DesiredRealm, differs: Differs): Promise<void> {
  const builtIn = ['account', 'account-console', 'admin-cli', 'broker', 'realm-management', 'security-admin-console'];
  const declared = [...builtIn, ...desired.clients.map((client) => client.representation.clientId)];
  for (const { id, clientId } of await admin.list<{ id: string; clientId: string }>(`/${realmName}/clients`)) {
    if (declared.includes(clientId)) continue;
    await differs(`client ${clientId} is not declared`, () => admin.delete(`/${realmName}/clients/${id}`));
  }
}

/** Whether everything in `part` is in `whole`; lists hold the same members in any order. */
export function contains(whole: unknown, part: unknown): boolean {
  if (part === undefined) return true;
  if (Array.isArray(part)) {
    return Array.isArray(whole) && whole.length === part.length && part.every((item) => whole.some((other) => contains(other, item)));
  }
  if (part !== null && typeof part === 'object') {
    if (whole === null || typeof whole !== 'object') return false;
    return Object.entries(part).every(([key, value]) => contains((whole as Record<string, unknown>)[key], value));
  }
  return whole === part;
}
