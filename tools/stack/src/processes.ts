import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { inStack } from './paths.js';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  readonly cwd?: string;
}

interface Recorded {
  readonly pid: number;
  /** When the system says that process began: a pid alone may have been given to somebody else since. */
  readonly began: string;
}

const recordOf = (name: string): string => inStack('run', `${name}.json`);
const logOf = (name: string): string => inStack('log', `${name}.log`);

/** Starts a process that outlives this one, its output appended to `.stack/log/<name>.log`; records it as ours. */
export async function launch(name: string, command: Command): Promise<number> {
  mkdirSync(inStack('run'), { recursive: true });
  mkdirSync(inStack('log'), { recursive: true });
  const log = openSync(logOf(name), 'a', 0o600);
  const child = spawn(command.file, command.args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: command.env,
    uid: command.uid,
    gid: command.gid,
    cwd: command.cwd ?? '/',
  });
  closeSync(log);
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve(child.pid!));
  });
  child.unref();
  writeFileSync(recordOf(name), JSON.stringify({ pid, began: beganAt(pid) } satisfies Recorded));
  return pid;
}

/** The process id while the recorded process runs, else undefined. */
export function running(name: string): number | undefined {
  const recorded = read(name);
  return recorded && recorded.began !== '' && beganAt(recorded.pid) === recorded.began ? recorded.pid : undefined;
}

function read(name: string): Recorded | undefined {
  if (!existsSync(recordOf(name))) return undefined;
  try {
    return JSON.parse(readFileSync(recordOf(name), 'utf8')) as Recorded;
  } catch {
    // Cut short by a crash: as good as none.
    return undefined;
  }
}

/**
 * Ends the children of a recorded process that was killed. They still have its process group, and no new process gets that
 * group's number while they live.
 */
export function endOrphans(name: string): void {
  const recorded = read(name);
  if (!recorded || beganAt(recorded.pid) !== '') return;
  try {
    process.kill(-recorded.pid, 'SIGKILL');
  } catch {
    // No such group: nothing was left behind.
  }
}

/** Ends a recorded process with the signal, by force where it is still there after the given seconds. */
export async function end(name: string, signal: NodeJS.Signals, seconds = 30): Promise<void> {
  const pid = running(name);
  if (pid === undefined) return endOrphans(name);
  process.kill(-pid, signal);
  for (let waited = 0; waited < seconds * 20; waited++) {
    if (running(name) === undefined) return endOrphans(name);
    await pause(50);
  }
  process.kill(-pid, 'SIGKILL');
  while (running(name) !== undefined) await pause(50);
}

/** Waits until `ready` resolves; throws with the end of the log when the process ends or the seconds are over. */
export async function waitUntilReady(name: string, seconds: number, ready: () => Promise<unknown>): Promise<void> {
  const until = process.uptime() + seconds;
  let last: unknown;
  while (process.uptime() < until) {
    try {
      await ready();
      return;
    } catch (error) {
      last = error;
    }
    if (running(name) === undefined) throw new Error(`${name} ended while starting\n${tail(name)}`);
    await pause(150);
  }
  throw new Error(`${name} did not answer within ${seconds} s: ${String(last)}\n${tail(name)}`);
}

const tail = (name: string): string => readFileSync(logOf(name), 'utf8').split('\n').slice(-25).join('\n');

/** When the system says a process began, in its own words; empty where there is none. */
export function beganAt(pid: number): string {
  try {
    if (process.platform === 'linux') {
      // Field 22 of /proc/<pid>/stat, counted after the command name, which may hold blanks and brackets; Z is dead.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? '' : fields[19]!;
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
