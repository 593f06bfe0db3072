import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDirectory, checkout } from './paths.js';

const run = promisify(execFile);
export type Progress = (message: string) => void;

/** Directory with Kafka's jars of the given version, fetched from Maven Central once per user. */
export async function kafkaJars(version: string, onProgress: Progress): Promise<string> {
  return jars(
    `kafka-${version}`,
    ['pom.xml', `-Dkafka.version=${version}`],
    `Kafka ${version} (90 MB, once)`,
    onProgress,
  );
}

/** Directory with veraPDF's jars, fetched from Maven Central once per user; the version is that of its pom. */
export async function veraPdfJars(onProgress: Progress): Promise<string> {
  return jars('verapdf-1.28.2', [join('verapdf', 'pom.xml')], 'veraPDF (15 MB, once)', onProgress);
}

function jars(name: string, [pom, ...properties]: string[], says: string, onProgress: Progress): Promise<string> {
  return once(name, async (directory) => {
    const file = join(checkout, 'tools', 'stack', 'maven', pom!);
    const settings = ['--file', file, ...properties, `-DoutputDirectory=${directory}`, '-DincludeScope=runtime'];
    await telling(onProgress, `Downloading ${says}`, () => maven(directory, 'copy-dependencies', settings));
  });
}

/**
 * Directory of a Keycloak built for the given build-time settings (`KC_DB` and the like), fetched from Maven Central and
 * built once per user, version and settings.
 */
export async function keycloakHome(
  version: string,
  settings: Record<string, string>,
  onProgress: Progress,
): Promise<string> {
  const fingerprint = createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 8);
  const home = await once(`keycloak-${version}-${fingerprint}`, async (directory) => {
    const artifact = [`-Dartifact=org.keycloak:keycloak-quarkus-dist:${version}:zip`, `-DoutputDirectory=${directory}`];
    await telling(onProgress, `Downloading Keycloak ${version} (190 MB, once)`, () =>
      maven(directory, 'unpack', artifact),
    );
    const build = join(directory, `keycloak-${version}`, 'bin', 'kc.sh');
    const options = { env: { ...process.env, JAVA: 'java', ...settings }, maxBuffer: 2 ** 26 };
    await telling(onProgress, `Building Keycloak ${version} for PostgreSQL (once)`, () =>
      run(build, ['build'], options),
    );
  });
  return join(home, `keycloak-${version}`);
}

/** Says what is being done, and every five seconds for how long. */
async function telling(onProgress: Progress, message: string, work: () => Promise<unknown>): Promise<void> {
  onProgress(message);
  const began = performance.now();
  const timer = setInterval(
    () => onProgress(`${message}: ${Math.round((performance.now() - began) / 1000)} s so far`),
    5000,
  );
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
}

/** A directory of the cache: complete, or made in a place of its own and moved in when it is. */
export async function once(name: string, make: (directory: string) => Promise<void>): Promise<string> {
  const complete = join(cacheDirectory(), name);
  if (existsSync(complete)) return complete;
  const partial = `${complete}.${process.pid}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    await make(partial);
    if (!existsSync(complete)) renameSync(partial, complete);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return complete;
}

async function maven(cwd: string, goal: string, settings: readonly string[]): Promise<void> {
  const plugin = `org.apache.maven.plugins:maven-dependency-plugin:3.8.1:${goal}`;
  try {
    await run('mvn', ['--batch-mode', '--quiet', plugin, ...settings], { cwd, maxBuffer: 2 ** 26 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`Maven could not fetch from Maven Central:\n${stdout}${stderr}`, { cause: error });
  }
}
