import { versionOf, type ComposeFile } from './compose.js';
import { keycloakHome, type Progress } from './downloads.js';
import { join } from 'node:path';
import { inStack } from './paths.js';
import type { Ports } from './ports.js';
import { launch, running, waitUntilReady } from './processes.js';

/** Settings Keycloak fixes when it is built; all others are read at each start. */
const buildSettings = ['KC_DB', 'KC_CACHE', 'KC_FEATURES', 'KC_FEATURES_DISABLED', 'KC_HEALTH_ENABLED', 'KC_METRICS_ENABLED'];

/** The environment of docker-compose.yml, with only addresses replaced. */
export function nativeEnvironment(compose: ComposeFile, ports: Ports): Record<string, string> {
  return {
    ...compose.services.keycloak.environment,
    KC_DB_URL: `jdbc:postgresql://127.0.0.1:${ports.postgres}/keycloak`,
    KC_HTTP_HOST: '127.0.0.1',
    KC_HTTP_PORT: String(ports.keycloak),
  };
}

/** Fetches and builds Keycloak where the cache has none; gives its directory. */
export function prepareKeycloak(compose: ComposeFile, onProgress: Progress): Promise<string> {
  const { image, environment } = compose.services.keycloak;
  const settings = Object.fromEntries(Object.entries(environment).filter(([name]) => buildSettings.includes(name)));
  return keycloakHome(versionOf(image), settings, onProgress);
}

/** Starts Keycloak, whose database must be there, on the loopback address; gives back when it answers. */
export async function startKeycloak(compose: ComposeFile, ports: Ports, home: string): Promise<void> {
  if (running('keycloak') === undefined) {
    await launch('keycloak', {
      file: join(home, 'bin', 'kc.sh'),
      args: [...compose.services.keycloak.command, '--optimized'],
      env: { ...process.env, ...nativeEnvironment(compose, ports) },
      cwd: inStack(),
    });
  }
  await waitUntilReady('keycloak', 180, async () => {
    const answer = await fetch(`http://127.0.0.1:${ports.keycloak}/realms/master`, { signal: AbortSignal.timeout(3000) });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`status ${answer.status}`);
  });
}
