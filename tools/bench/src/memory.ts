import { readFileSync } from 'node:fs';
import { type AppName, appNames, type Platform } from '@answerable/platform';
import type { Figure } from './figure.js';

/** Resident memory of a process in MB, now (Linux). */
export function residentMb(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
}

/** Watches processes until stopped; gives the highest resident memory seen of each, in MB. */
export function watchMemory(platform: Platform, apps: readonly AppName[]): () => Record<string, number> {
  const highest: Record<string, number> = {};
  const look = (): void => {
    for (const app of apps) {
      const pid = platform.pid(app);
      if (pid) highest[app] = Math.max(highest[app] ?? 0, residentMb(pid));
    }
  };
  look();
  const timer = setInterval(look, 250);
  return () => {
    clearInterval(timer);
    return highest;
  };
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
