import { readFileSync } from 'node:fs';
import { type AppName, appNames, type Platform } from '@answerable/platform';
import type { Figure } from './figure.js';

/** Linux counts processor time in hundredths of a second (USER_HZ). */
const TICKS_A_SECOND = 100;

/** Resident memory of a process in MB, now (Linux). */
export function residentMb(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
}

/** Processor time of a process so far, user and system (Linux): unlike a clock it hardly depends on what else the machine does. */
export function cpuSeconds(pid: number): number {
  // The name of the command stands in brackets and may hold spaces: count from its end.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
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
