import { readStackEnv } from '../env.js';
import { KeycloakAdmin } from '../keycloak-admin.js';
import { checkRealm } from '../provision-realm.js';
import { desiredRealm } from '../realm.js';

export interface TestRealm {
  readonly issuer: string;
  readonly drop: () => Promise<void>;
}

/**
 * A realm of its own as production has it, without demo users and without secrets of forces: they prove themselves with keys.
 * `publisherKeys`: by force, where Keycloak fetches its public keys. TLS alone is not asked for, on this machine.
 */
export async function productionRealm(publisherKeys: Readonly<Record<string, string>>): Promise<TestRealm> {
  const { keycloak } = readStackEnv();
  const name = `production-${crypto.randomUUID()}`;
  const admin = await KeycloakAdmin.signIn(keycloak.url, keycloak.adminUser);
  const addresses = { portalStaff: 'https://staff.example', portalReaders: 'https://readers.example', publisherKeys };
  const desired = desiredRealm('production', addresses, (of) => `secret of ${of}`);
  await checkRealm(admin, { ...desired, realm: { ...desired.realm, realm: name, sslRequired: 'none' } }, true);
  return { issuer: `${keycloak.url}/realms/${name}`, drop: () => admin.delete(`/${name}`) };
}
