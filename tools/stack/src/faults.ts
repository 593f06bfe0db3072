import { composeValues, portsOf } from './describe-stack.js';
import { composeProject } from './docker.js';
import { readStackEnv } from './env.js';
import { native } from './native.js';
import { running } from './processes.js';
import { Secrets } from './secrets.js';

export type StackPart = 'postgres' | 'kafka' | 'keycloak';

/** The process of a part of a native stack; undefined where it runs elsewhere. */
export const partProcess = (part: StackPart): number | undefined => running(part);

/** Sends a signal to a part of a native stack, for whoever wants to see what its sudden end or silence does. */
export function strike(part: StackPart, signal: NodeJS.Signals): void {
  const pid = running(part);
  if (pid === undefined) throw new Error(`${part} does not run natively here`);
  process.kill(pid, signal);
}

/** Starts what has ended of a native stack, as it was left: nothing is provisioned again and nothing is dropped. */
export async function revive(): Promise<void> {
  const env = readStackEnv();
  const ports = portsOf(env);
  native.clear();
  const values = composeValues(composeProject, 'localhost', ports, Secrets.open());
  await Promise.all(Object.values(native.start({ env, ports, values, onProgress: () => {}, forThisRun: false })));
}
