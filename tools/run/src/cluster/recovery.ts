import { join } from 'node:path';
import { audiences } from '@answerable/contracts';
import { checkout } from '@answerable/stack';
import type { Findings } from './findings.js';
import type { Shell } from './shell.js';
import type { WhatIsThere } from './what-is-there.js';

const HOUR_MS = 3_600_000;

/** Backs every database up and puts it back, service by service, as docs/runbooks/backup-and-restore.md has an operator do it. */
export class Recovery {
  constructor(
    private readonly shell: Shell,
    private readonly there: WhatIsThere,
  ) {}

  async backUpAndRestore(say: (line: string) => void): Promise<Findings> {
    const findings: Findings = [];
    for (const service of audiences) {
      const anHourEarlier = new Date(Date.now() - HOUR_MS).toISOString();
      const backup = await timed(() => this.job(`backup-${service}`, 'sh', '/scripts/backup.sh'));
      const file = backup.result.trim().split('\n').at(-1)!;
      const database = service.replace('-', '_');
      const seen = (await this.job(`backup-${service}`, 'ls', '/backups')).trim().split('\n');
      findings.push([seen.every((name) => name.startsWith(`${database}-`)), `${service}: its volume holds no other's`]);
      await this.scale(service, 0);
      const restore = await timed(() => this.job(`backup-${service}`, 'sh', '/scripts/restore.sh', file));
      const rewind = await timed(() =>
        this.job(`${service}-command`, 'node', 'dist/programs/main.js', 'restored', anHourEarlier),
      );
      const start = await timed(() => this.scale(service, 2));
      say(`${service} is back`);
      findings.push([
        true,
        `${service}: backed up in ${backup.seconds} s, put back in ${restore.seconds} s, what came since and what it told in ${rewind.seconds} s; ` +
          `two pods ready again after ${start.seconds} s`,
      ]);
    }
    return findings;
  }

  private async scale(service: string, replicas: number): Promise<void> {
    await this.shell.kubectl(['scale', `deployment/${service}`, '--replicas', String(replicas)]);
    await this.there.settled();
  }

  private job(cronJob: string, ...command: string[]): Promise<string> {
    return this.shell.script(join(checkout, 'deploy/helm/run-job.sh'), [cronJob, ...command]);
  }
}

async function timed<T>(run: () => Promise<T>): Promise<{ result: T; seconds: string }> {
  const at = performance.now();
  const result = await run();
  return { result, seconds: ((performance.now() - at) / 1000).toFixed(0) };
}
