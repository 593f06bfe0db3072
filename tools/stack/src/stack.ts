import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { waitForDisk } from './databases.js';
import { composeValues, describeStack, portsOf } from './describe-stack.js';
import { composeProject, docker, dockerAnswers, writeComposeVariables } from './docker.js';
import type { Progress } from './downloads.js';
import { hasStackEnv, readStackEnv, writeStackEnv, type StackEnv } from './env.js';
import { alone } from './lock.js';
import { native } from './native.js';
import { stackDirectory } from './paths.js';
import { type HeldPorts, holdIfFree, holdPorts } from './ports.js';
import { provisionPostgres, provisionRealm, provisionTopics } from './provision.js';
import type { Runtime } from './runtime.js';
import { Secrets } from './secrets.js';

export interface StartOptions {
  readonly onProgress?: Progress;
  /** The stack is this process's own and is gone with it, where containers are used; else it stays up until `stopStack`. */
  readonly forThisRun?: boolean;
}

type Mode = StackEnv['mode'];
const runtimes: Readonly<Record<Mode, Runtime>> = { native, docker };

/**
 * Brings up PostgreSQL, Kafka and Keycloak with databases, topics, ACLs and realm, as far as they do not run already, and
 * records addresses and credentials in .stack/env.json. Throws naming everything the machine lacks.
 */
export function startStack({ onProgress = () => {}, forThisRun = false }: StartOptions = {}): Promise<StackEnv> {
  return alone(async () => {
    const mode = await chooseMode();
    const runtime = runtimes[mode];
    const ran = runtime.status();
    if (Object.values(ran).includes(false)) {
      const lacking = await runtime.lacks();
      if (lacking.length > 0)
        throw new Error(`To start the stack this machine needs\n${lacking.map((s) => ` - ${s}\n`).join('')}`);
    }
    runtime.clear();
    const secrets = Secrets.open();
    const { ports, letGo } = await portsOfThisCheckout(Object.values(ran).includes(true));
    const env = describeStack(mode, ports, secrets);
    // Written first: a start cut short finds its processes on the same ports again.
    writeStackEnv(env);

    const part = runtime.start({
      env,
      ports,
      values: composeValues(composeProject, 'localhost', ports, secrets),
      onProgress,
      forThisRun,
    });
    const provide = {
      postgres: async (): Promise<void> => {
        await part.postgres;
        // Its databases last as long as a run. The containers' volume can be that of `docker compose up` too.
        if (mode === 'native') await waitForDisk(env.postgres.adminUrl, false);
        await provisionPostgres(env, secrets, !ran['postgres']);
        onProgress(`PostgreSQL answers on port ${ports.postgres}`);
      },
      kafka: async (): Promise<void> => {
        await part.kafka;
        await provisionTopics(env, !ran['kafka']);
        onProgress(`Kafka answers on port ${ports.kafka}`);
      },
      keycloak: async (): Promise<void> => {
        await part.keycloak;
        await provisionRealm(env, secrets, true);
        onProgress(`Keycloak answers at ${env.keycloak.url}`);
      },
    };
    // Every part is waited for, also when one fails, so that the message names all that went wrong.
    const ended = await Promise.allSettled([provide.postgres(), provide.kafka(), provide.keycloak()]);
    await letGo();
    const reasons = ended.flatMap((one) => (one.status === 'rejected' ? [String((one.reason as Error).message)] : []));
    if (reasons.length > 0) throw new Error([...new Set(reasons)].join('\n'));
    return env;
  });
}

/** Ends what this checkout's stack runs; data, passwords and ports are kept for the next start. */
export const stopStack = (): Promise<void> => alone(() => recordedRuntime().stop());

/** Ends the stack and forgets everything, data and passwords included. */
export async function resetStack(): Promise<void> {
  if (hasStackEnv()) await alone(() => recordedRuntime().remove());
  rmSync(stackDirectory, { recursive: true, force: true });
}

/** By part, whether it runs. */
export const stackStatus = (): Record<string, boolean> => recordedRuntime().status();

/** Sentences on what in the running realm differs from what is declared. */
export function checkStackRealm(): Promise<string[]> {
  return provisionRealm(readStackEnv(), Secrets.open(), false);
}

/** Writes the variables of docker-compose.yml to `.env`, so that `docker compose up` alone starts the whole platform. */
export async function writeVariables(): Promise<void> {
  const secrets = Secrets.open();
  const { ports, letGo } = await portsOfThisCheckout(hasStackEnv() && Object.values(stackStatus()).includes(true));
  await letGo();
  writeStackEnv(describeStack('docker', ports, secrets));
  writeComposeVariables(composeValues(composeProject, 'keycloak.localhost', ports, secrets));
}

const recordedRuntime = (): Runtime => (hasStackEnv() ? runtimes[readStackEnv().mode] : native);

/** STACK_MODE where it is set; else what already runs here goes on; else Docker where an engine answers. */
async function chooseMode(): Promise<Mode> {
  const wanted = process.env['STACK_MODE'];
  if (wanted === 'native' || wanted === 'docker') return wanted;
  if (wanted) throw new Error(`STACK_MODE is native or docker, not ${wanted}`);
  if (Object.values(native.status()).includes(true)) return 'native';
  return (await dockerAnswers()) ? 'docker' : 'native';
}

/** Ports of the last start while something of ours still runs on them or all are free, else a free block. */
async function portsOfThisCheckout(runs: boolean): Promise<HeldPorts> {
  if (!hasStackEnv()) return holdPorts();
  const recorded = portsOf(readStackEnv());
  if (runs) return { ports: recorded, letGo: async () => {} };
  // A process that was just ended gives its port back a moment later.
  for (let attempt = 0; attempt < 10; attempt++) {
    const held = await holdIfFree(recorded);
    if (held) return held;
    await pause(100);
  }
  return holdPorts();
}
