import type { KeycloakAdmin } from './keycloak-admin.js';
import { attributeClaims, dayClaims } from './realm.js';
import type { DesiredClient, DesiredRealm } from './realm.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface KnownClient {
  readonly id: string;
  readonly clientId: string;
}

// A term with a day that nobody can read would end never; the services refuse the sign-in, and Keycloak the entry.
const aDay = { pattern: '^\\d{4}-\\d{2}-\\d{2}$', 'error-message': 'Write the day as 2024-07-04' };

const builtInClients = [
  'account',
  'account-console',
  'admin-cli',
  'broker',
  'realm-management',
  'security-admin-console',
];
/**
 * Compares the realm with what is desired, part by part, and gives one sentence per difference; none when they agree.
 * With `repair` each difference is also put right, so that a second run finds nothing. A person's password is set when the
 * person is created and not compared. Throws where Keycloak refuses.
 */
export async function checkRealm(admin: KeycloakAdmin, desired: DesiredRealm, repair: boolean): Promise<string[]> {
  return new RealmCheck(admin, desired, repair).execute();
}

class RealmCheck {
  private readonly drift: string[] = [];
  private readonly base: string;
  private roles: readonly Named[] = [];
  private scopes: readonly Named[] = [];

  constructor(
    private readonly admin: KeycloakAdmin,
    private readonly desired: DesiredRealm,
    private readonly repair: boolean,
  ) {
    this.base = `/${desired.realm.realm}`;
  }

  async execute(): Promise<string[]> {
    const realm = await this.admin.get<object>(this.base);
    if (!realm) {
      await this.differs('the realm is missing', () => this.admin.post('', this.desired.realm));
      if (!this.repair) return this.drift;
    } else if (!contains(realm, this.desired.realm)) {
      await this.differs('settings of the realm differ', () => this.admin.put(this.base, this.desired.realm));
    }
    await this.checkPersonAttributes();
    await this.checkRequiredActions();
    await this.checkRoleNames();
    await this.checkScopes();
    this.roles = await this.admin.list<Named>(`${this.base}/roles`);
    this.scopes = await this.admin.list<Named>(`${this.base}/client-scopes`);
    for (const client of this.desired.clients) await this.checkClient(client);
    for (const person of this.desired.people) await this.checkPerson(person);
    for (const username of this.desired.banned) await this.checkBanned(username);
    await this.checkStrangers();
    return this.drift;
  }

  private async differs(what: string, putRight: () => Promise<void>): Promise<void> {
    this.drift.push(what);
    if (this.repair) await putRight();
  }

  /** Force, seat and organisation are attributes only an administrator may write. */
  private async checkPersonAttributes(): Promise<void> {
    const path = `${this.base}/users/profile`;
    const profile = (await this.admin.get<{ attributes: { name: string; required?: unknown }[] }>(path)) ?? {
      attributes: [],
    };
    const wanted = attributeClaims.map((name) => ({
      name,
      permissions: { view: ['admin'], edit: ['admin'] },
      ...(dayClaims.includes(name) && { validations: { pattern: aDay } }),
    }));
    const missing = wanted.filter((attribute) => !profile.attributes.some((known) => contains(known, attribute)));
    // An office has one name and no e-mail address here, so none of the usual three is required.
    const required = profile.attributes.filter((attribute) => attribute.required);
    if (missing.length + required.length === 0) return;
    await this.differs('the attributes of a person differ', () => {
      const others = profile.attributes.filter(({ name }) => !attributeClaims.includes(name));
      const attributes = [...others.map(({ required: _required, ...attribute }) => attribute), ...wanted];
      return this.admin.put(path, { ...profile, attributes });
    });
  }

  private async checkRequiredActions(): Promise<void> {
    for (const action of this.desired.requiredActions) {
      const path = `${this.base}/authentication/required-actions/${action.alias}`;
      const known = (await this.admin.get<object>(path)) ?? {};
      if (!contains(known, action)) {
        await this.differs(`required action ${action.alias} differs`, () =>
          this.admin.put(path, { ...known, ...action }),
        );
      }
    }
  }

  private async checkRoleNames(): Promise<void> {
    const known = await this.admin.list<Named>(`${this.base}/roles`);
    for (const name of this.desired.roles) {
      if (known.some((role) => role.name === name)) continue;
      await this.differs(`role ${name} is missing`, () => this.admin.post(`${this.base}/roles`, { name }));
    }
  }

  private async checkScopes(): Promise<void> {
    const path = `${this.base}/client-scopes`;
    const scopes = await this.admin.list<Named>(path);
    for (const scope of this.desired.scopes) {
      const known = scopes.find(({ name }) => name === scope.name);
      if (known && contains(known, scope)) continue;
      await this.differs(`client scope ${scope.name} ${known ? 'differs' : 'is missing'}`, async () => {
        if (known) await this.admin.delete(`${path}/${known.id}`);
        await this.admin.post(path, scope);
      });
    }
  }

  private async checkClient({
    representation,
    secret,
    scopes,
    scopeRoles,
    serviceRoles,
  }: DesiredClient): Promise<void> {
    const { clientId } = representation;
    const path = `${this.base}/clients`;
    const find = async () => (await this.admin.list<KnownClient>(`${path}?clientId=${clientId}`))[0];
    const desired = { ...representation, ...(secret === undefined ? {} : { secret }) };

    let known = await find();
    if (!known || !contains(known, { ...desired, defaultClientScopes: scopes, optionalClientScopes: [] })) {
      await this.differs(`client ${clientId} ${known ? 'differs' : 'is missing'}`, async () => {
        if (known) await this.admin.put(`${path}/${known.id}`, { ...known, ...desired });
        else await this.admin.post(path, desired);
        known = (await find())!;
        await this.setScopes(`${path}/${known.id}/default-client-scopes`, scopes);
        await this.setScopes(`${path}/${known.id}/optional-client-scopes`, []);
      });
    }
    if (!known) return;
    const inTokens = `${path}/${known.id}/scope-mappings/realm`;
    await this.checkRoles(inTokens, scopeRoles, `roles in tokens of ${clientId} differ`);
    if (serviceRoles) {
      const account = await this.admin.get<{ id: string }>(`${path}/${known.id}/service-account-user`);
      await this.checkRoles(
        `${this.base}/users/${account!.id}/role-mappings/realm`,
        serviceRoles,
        `roles of ${clientId} differ`,
      );
    }
  }

  private async setScopes(path: string, wanted: readonly string[]): Promise<void> {
    const known = await this.admin.list<Named>(path);
    for (const scope of known) if (!wanted.includes(scope.name)) await this.admin.delete(`${path}/${scope.id}`);
    for (const scope of this.scopes) {
      if (wanted.includes(scope.name) && !known.some(({ name }) => name === scope.name))
        await this.admin.put(`${path}/${scope.id}`);
    }
  }

  private async checkPerson(person: DesiredRealm['people'][number]): Promise<void> {
    const path = `${this.base}/users`;
    const { username, force, seat, seatFrom, organisation } = person;
    const attributes = Object.fromEntries(
      Object.entries({ force, seat, seat_from: seatFrom, organisation }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, [value]]],
      ),
    ) as Record<string, string[]>;
    const desired = { username, enabled: true, firstName: person.name, attributes, requiredActions: [] };
    const find = async () => (await this.admin.list<{ id: string }>(`${path}?exact=true&username=${username}`))[0];

    let known = await find();
    if (!known) {
      const credentials = [{ type: 'password', value: person.password, temporary: false }];
      await this.differs(`demo user ${username} is missing`, () => this.admin.post(path, { ...desired, credentials }));
      known = await find();
    } else if (!contains(known, desired)) {
      const { id } = known;
      await this.differs(`demo user ${username} differs`, () => this.admin.put(`${path}/${id}`, desired));
    }
    if (known)
      await this.checkRoles(`${path}/${known.id}/role-mappings/realm`, person.roles, `roles of ${username} differ`);
  }

  private async checkBanned(username: string): Promise<void> {
    const path = `${this.base}/users`;
    const [known] = await this.admin.list<{ id: string }>(`${path}?exact=true&username=${username}`);
    if (known)
      await this.differs(`demo user ${username} must not exist`, () => this.admin.delete(`${path}/${known.id}`));
  }

  private async checkRoles(path: string, wanted: readonly string[], what: string): Promise<void> {
    const known = (await this.admin.list<Named>(path)).filter((role) => !this.isBuiltInRole(role));
    const extra = known.filter(({ name }) => !wanted.includes(name));
    const missing = this.roles.filter(({ name }) => wanted.includes(name) && !known.some((role) => role.name === name));
    if (extra.length + missing.length === 0) return;
    await this.differs(what, async () => {
      if (extra.length > 0) await this.admin.delete(path, extra);
      if (missing.length > 0) await this.admin.post(path, missing);
    });
  }

  /** Every account of a realm gets these from Keycloak itself; no token carries them. */
  private isBuiltInRole({ name }: Named): boolean {
    return (
      name === `default-roles-${this.desired.realm.realm}` || name === 'offline_access' || name === 'uma_authorization'
    );
  }

  /** A client that nobody declared is a way in that nobody reviewed. */
  private async checkStrangers(): Promise<void> {
    const declared = [...builtInClients, ...this.desired.clients.map((client) => client.representation.clientId)];
    for (const { id, clientId } of await this.admin.list<KnownClient>(`${this.base}/clients`)) {
      if (declared.includes(clientId)) continue;
      await this.differs(`client ${clientId} is not declared`, () => this.admin.delete(`${this.base}/clients/${id}`));
    }
  }
}

/** Whether everything in `part` is in `whole`; lists hold the same members in any order. */
function contains(whole: unknown, part: unknown): boolean {
  if (part === undefined) return true;
  if (Array.isArray(part)) {
    return (
      Array.isArray(whole) &&
      whole.length === part.length &&
      part.every((item) => whole.some((other) => contains(other, item)))
    );
  }
  if (part !== null && typeof part === 'object') {
    if (whole === null || typeof whole !== 'object') return false;
    return Object.entries(part).every(([key, value]) => contains((whole as Record<string, unknown>)[key], value));
  }
  return whole === part;
}
