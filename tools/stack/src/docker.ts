import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkout } from './paths.js';
import type { Runtime } from './runtime.js';

const run = promisify(execFile);
const parts = ['postgres', 'kafka', 'keycloak'];

/** Name of the Compose project: one a checkout, so that two run side by side. */
export const composeProject = `answerable-${createHash('sha256').update(checkout).digest('hex').slice(0, 6)}`;

/** Whether a Docker engine with Compose answers. */
export async function dockerAnswers(): Promise<boolean> {
  try {
    await run('docker', ['info'], { timeout: 10_000 });
    await run('docker', ['compose', 'version'], { timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

/** Writes the variables of docker-compose.yml to `.env` beside it, where Compose looks by itself. */
export function writeComposeVariables(values: Readonly<Record<string, string>>): void {
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(checkout, '.env'), lines.join(''), { mode: 0o600 });
}

/** The services of docker-compose.yml as containers. */
export const docker: Runtime = {
  async lacks() {
    return (await dockerAnswers()) ? [] : ['a Docker engine with Compose that answers `docker info`'];
  },

  status() {
    const found = new Set(servicesRunning());
    return Object.fromEntries(parts.map((part) => [part, found.has(part)]));
  },

  clear() {},

  start({ values, onProgress }) {
    writeComposeVariables(values);
    onProgress('Starting the containers of docker-compose.yml');
    const up = compose('up', '--detach', '--wait', '--wait-timeout', '300', ...parts);
    return { postgres: up, kafka: up, keycloak: up };
  },

  stop: () => compose('stop', ...parts),
  remove: () => compose('down', '--volumes'),
};

/** None where the engine does not answer: what it ran has ended with it. */
function servicesRunning(): string[] {
  const args = ['compose', '--project-name', composeProject, 'ps', '--services', '--status', 'running'];
  try {
    return execFileSync('docker', args, { cwd: checkout, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split(
      '\n',
    );
  } catch {
    return [];
  }
}

async function compose(...args: string[]): Promise<void> {
  try {
    await run('docker', ['compose', ...args], { cwd: checkout, maxBuffer: 2 ** 26 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`docker compose ${args[0]} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
