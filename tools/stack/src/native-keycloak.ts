import { join } from 'node:path';
import { versionOf, type ComposeFile } from './compose.js';
import { keycloakHome, type Progress } from './downloads.js';
import { checkout, inStack } from './paths.js';
import type { Ports } from './ports.js';
import { launch, running, waitUntilReady } from './processes.js';

/** Settings Keycloak fixes when it is built; all others are read at each start. */
const isBuildSetting = (name: string): boolean =>
  /^KC_(DB|CACHE|FEATURES|FEATURES_DISABLED|SPI_\w+__ENABLED)$/.test(name);

/** The environment of docker-compose.yml, with only addresses and directories replaced. */
export function nativeEnvironment(compose: ComposeFile, ports: Ports): Record<string, string> {
  return {
    ...compose.services.keycloak.environment,
    KC_DB_URL: `jdbc:postgresql://127.0.0.1:${ports.postgres}/keycloak`,
    KC_SPI_THEME__FOLDER__DIR: join(checkout, 'deploy', 'keycloak', 'themes'),
    KC_HTTP_HOST: '127.0.0.1',
  };
}

/**
 * Starts Keycloak on the loopback address and gives back when it answers. It is fetched and built where the cache has none,
 * while `database` is still on its way.
 */
export async function startKeycloak(
  compose: ComposeFile,
  ports: Ports,
  database: Promise<void>,
  onProgress: Progress,
): Promise<void> {
  if (running('keycloak') === undefined) {
    const [home] = await Promise.all([prepareKeycloak(compose, onProgress), database]);
    await launch('keycloak', {
      file: join(home, 'bin', 'kc.sh'),
      args: [...compose.services.keycloak.command, '--optimized'],
      // The java that was looked at before, not the one JAVA_HOME may name.
      env: { ...process.env, JAVA: 'java', ...nativeEnvironment(compose, ports) },
      cwd: inStack(),
    });
  }
  await waitUntilReady('keycloak', 180, async () => {
    const answer = await fetch(`http://127.0.0.1:${ports.keycloak}/realms/master`, {
      signal: AbortSignal.timeout(3000),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`status ${answer.status}`);
  });
}

function prepareKeycloak(compose: ComposeFile, onProgress: Progress): Promise<string> {
  const { image, environment } = compose.services.keycloak;
  const settings = Object.fromEntries(Object.entries(environment).filter(([name]) => isBuildSetting(name)));
  return keycloakHome(versionOf(image), settings, onProgress);
}
