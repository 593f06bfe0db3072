import { z } from 'zod';
import { KeycloakAdmin } from './keycloak-admin.js';
import { checkRealm } from './provision-realm.js';
import { desiredRealm } from './realm.js';

/**
 * Brings the realm of any Keycloak to what is declared and says what it changed; with `--check` only says, and ends with 1
 * where something differs. Settings come from the environment; secrets are named, never made, here.
 */
const settings = z.object({
  KEYCLOAK_URL: z.url(),
  KEYCLOAK_ADMIN_USERNAME: z.string().min(1),
  KEYCLOAK_ADMIN_PASSWORD: z.string().min(1),
  MODE: z.literal('production').default('production'),
  PORTAL_STAFF_URL: z.url(),
  PORTAL_READERS_URL: z.url(),
  PORTAL_STAFF_CLIENT_SECRET: z.string().min(32),
  PORTAL_READERS_CLIENT_SECRET: z.string().min(32),
  /** By force, where its public keys are: {"01":"https://..."}. */
  PUBLISHER_KEYS: z
    .string()
    .default('{}')
    .transform((text) => z.record(z.string(), z.url()).parse(JSON.parse(text))),
});

const parsed = settings.safeParse(process.env);
if (!parsed.success) {
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
  process.stderr.write(`missing or invalid: ${names.join(', ')}\n`);
  process.exit(2);
}
const env = parsed.data;
const secrets: Readonly<Record<string, string>> = {
  'client portal-staff': env.PORTAL_STAFF_CLIENT_SECRET,
  'client portal-readers': env.PORTAL_READERS_CLIENT_SECRET,
};
const secretOf = (name: string): string => {
  const secret = secrets[name];
  if (secret === undefined)
    throw new Error(`no secret for ${name}: demo users and clients of forces are the stack tool's own`);
  return secret;
};
const addresses = {
  portalStaff: env.PORTAL_STAFF_URL,
  portalReaders: env.PORTAL_READERS_URL,
  publisherKeys: env.PUBLISHER_KEYS,
};
const onlyCheck = process.argv.includes('--check');
const admin = await KeycloakAdmin.signIn(env.KEYCLOAK_URL, {
  username: env.KEYCLOAK_ADMIN_USERNAME,
  password: env.KEYCLOAK_ADMIN_PASSWORD,
});
const drift = await checkRealm(admin, desiredRealm(env.MODE, addresses, secretOf), !onlyCheck);
process.stdout.write(
  drift.length === 0 ? 'The realm is as declared\n' : drift.map((sentence) => `${sentence}\n`).join(''),
);
if (onlyCheck && drift.length > 0) process.exitCode = 1;
