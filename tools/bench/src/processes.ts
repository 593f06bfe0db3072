import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type AppName, appNames, type Platform } from '@answerable/platform';
import { partProcess } from '@answerable/stack';
import type { Figure } from './figure.js';

/** Linux counts processor time in hundredths of a second (USER_HZ). */
const TICKS_A_SECOND = 100;

/** Resident memory of a process in MB, now (Linux). */
export function residentMb(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
}

/**
 * Processor time so far of a process and of its children, also of those that ended, user and system (Linux): unlike a clock it
 * hardly depends on what else the machine does. A database server works in its children.
 */
export function cpuSeconds(pid: number): number {
  // The name of the command stands in brackets and may hold spaces: count from its end.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  return children.reduce((sum, child) => sum + cpuOfRunning(child), ticks / TICKS_A_SECOND);
}

function cpuOfRunning(pid: number): number {
  try {
    return cpuSeconds(pid);
  } catch {
    // Ended between two looks: its parent counts it from now on.
    return 0;
  }
}

/** Watches processor time: from the call on, in milliseconds by name, of the apps, the parts of a native stack, and this process. */
export function watchCpu(platform: Platform, apps: readonly AppName[]): () => Record<string, number> {
  const processes: [string, number | undefined][] = [
    ...apps.map((app): [string, number | undefined] => [app, platform.pid(app)]),
    ['PostgreSQL', partProcess('postgres')],
    ['Kafka', partProcess('kafka')],
  ];
  const known = processes.filter((entry): entry is [string, number] => entry[1] !== undefined);
  const before = known.map(([, pid]) => cpuSeconds(pid));
  const own = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(own);
    return {
      ...Object.fromEntries(known.map(([name, pid], i) => [name, (cpuSeconds(pid) - before[i]!) * 1000])),
      'the sender': (user + system) / 1000,
    };
  };
}

const REST_SECONDS = 10;

/** Milliseconds a second that each takes while nothing is asked of it: a load that others slow down must not be charged for its length. */
export async function cpuAtRest(platform: Platform, apps: readonly AppName[]): Promise<Record<string, number>> {
  const spent = watchCpu(platform, apps);
  await pause(REST_SECONDS * 1000);
  return Object.fromEntries(Object.entries(spent()).map(([name, ms]) => [name, ms / REST_SECONDS]));
}

/** Resident memory over a load: the highest, in MB, and the last third's highest beside the middle third's. */
export interface MemoryUnderLoad {
  readonly highest: number;
  readonly growth: number;
}

/** Watches processes until stopped. */
export function watchMemory(platform: Platform, apps: readonly AppName[]): () => Record<string, MemoryUnderLoad> {
  const samples: Record<string, number[]> = {};
  const look = (): void => {
    for (const app of apps) {
      const pid = platform.pid(app);
      if (pid) (samples[app] ??= []).push(residentMb(pid));
    }
  };
  look();
  const timer = setInterval(look, 250);
  return () => {
    clearInterval(timer);
    look();
    return Object.fromEntries(Object.entries(samples).map(([app, values]) => [app, underLoad(values)]));
  };
}

function underLoad(values: readonly number[]): MemoryUnderLoad {
  const third = Math.ceil(values.length / 3);
  const highest = (of: readonly number[]): number => of.reduce((a, b) => Math.max(a, b), 0);
  const middle = highest(values.slice(third, 2 * third)) || values[0]!;
  return { highest: highest(values), growth: highest(values.slice(-third)) / middle };
}

export function memoryAtRest(platform: Platform): Figure[] {
  const found = appNames.flatMap((app) => {
    const pid = platform.pid(app);
    return pid ? [{ app, mb: residentMb(pid) }] : [];
  });
  const worst = found.reduce((a, b) => (a.mb > b.mb ? a : b));
  return [
    { what: `memory at rest, largest service (${worst.app})`, value: worst.mb, unit: 'MB', budget: { atMost: 180 } },
  ];
}
