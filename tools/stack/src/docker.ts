import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { StartedDockerComposeEnvironment } from 'testcontainers';
import { checkout } from './paths.js';
import { beganAt } from './processes.js';
import type { Runtime } from './runtime.js';

const run = promisify(execFile);
const parts = ['postgres', 'kafka', 'keycloak'];

/** Name of the Compose project: one a checkout, so that two run side by side. */
export const composeProject = `answerable-${createHash('sha256').update(checkout).digest('hex').slice(0, 6)}`;

/** Project of a stack that lives as long as this process. */
const projectOfThisRun = `${composeProject}-run-${process.pid}`;
let thisRun: StartedDockerComposeEnvironment | undefined;

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

/**
 * The services of docker-compose.yml as containers: by Docker Compose where they are to stay, by Testcontainers for one run
 * of the tests, whose reaper removes them however that run ends.
 */
export const docker: Runtime = {
  async lacks() {
    return (await dockerAnswers()) ? [] : ['a Docker engine with Compose that answers `docker info`'];
  },

  status() {
    const found = servicesRunning();
    return Object.fromEntries(parts.map((part) => [part, found.has(part)]));
  },

  clear() {},

  start({ values, onProgress, forThisRun }) {
    onProgress('Starting the containers of docker-compose.yml');
    const up = forThisRun ? startForThisRun(values) : startToStay(values);
    return { postgres: up, kafka: up, keycloak: up };
  },

  async stop() {
    if (!thisRun) return compose('stop', ...parts);
    await thisRun.down({ removeVolumes: true });
    thisRun = undefined;
  },

  remove: () => compose('down', '--volumes'),
};

function startToStay(values: Readonly<Record<string, string>>): Promise<void> {
  writeComposeVariables(values);
  return compose('up', '--detach', '--wait', '--wait-timeout', '300', ...parts);
}

/** Testcontainers is loaded only here: it takes a second that a native start need not wait. */
async function startForThisRun(values: Readonly<Record<string, string>>): Promise<void> {
  const { DockerComposeEnvironment, Wait } = await import('testcontainers');
  thisRun = await new DockerComposeEnvironment(checkout, 'docker-compose.yml')
    .withProjectName(projectOfThisRun)
    .withEnvironment({ ...values })
    .withDefaultWaitStrategy(Wait.forHealthCheck())
    .withStartupTimeout(600_000)
    .up([...parts]);
}

/** Services that run in the project that stays or in that of a run still going on; none where the engine does not answer. */
function servicesRunning(): Set<string> {
  const format = '{{.Label "com.docker.compose.project"}} {{.Label "com.docker.compose.service"}}';
  try {
    const lines = execFileSync('docker', ['ps', '--format', format], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).split('\n');
    return new Set(
      lines.map((line) => line.split(' ')).flatMap(([project, service]) => (isOurs(project!) ? [service!] : [])),
    );
  } catch {
    return new Set();
  }
}

function isOurs(project: string): boolean {
  if (project === composeProject) return true;
  const run = project.startsWith(`${composeProject}-run-`)
    ? Number(project.slice(project.lastIndexOf('-') + 1))
    : undefined;
  return run !== undefined && beganAt(run) !== '';
}

async function compose(...args: string[]): Promise<void> {
  try {
    await run('docker', ['compose', ...args], { cwd: checkout, maxBuffer: 2 ** 26 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`docker compose ${args[0]} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
