import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout } from './paths.js';

const scripts = join(checkout, 'deploy/helm/answerable/files');
const DAY_MS = 86_400_000;

/** The scripts with client tools that only write down what they were called with; `failing` ends with an error. */
async function run(script: string, args: readonly string[], { failing = '', directory = newDirectory() } = {}) {
  const tools = newDirectory();
  const calls = join(tools, 'calls');
  for (const tool of ['psql', 'pg_dump', 'pg_restore']) {
    const file = join(tools, tool);
    const makes = tool === 'pg_dump' ? 'for file; do :; done; : > "$file"\n' : '';
    writeFileSync(
      file,
      `#!/bin/sh\nprintf '%s\\n' "${tool} $*" "password $PGPASSWORD" >> ${calls}\n${makes}${tool === failing ? 'exit 1' : ''}\n`,
    );
    chmodSync(file, 0o755);
  }
  const env = {
    PATH: `${tools}:${process.env['PATH']}`,
    DATABASE_URL: 'postgresql://case_intake_owner:a%2Fb%25-c@postgres:5432/case_intake',
    BACKUP_DIRECTORY: directory,
    KEEP_DAYS: '7',
  };
  const code = await new Promise<number>((resolve) =>
    execFile('sh', [join(scripts, script), ...args], { env }, (error) => resolve(error ? Number(error.code) : 0)),
  );
  return { code, calls: readFileSync(calls, 'utf8').trim().split('\n'), directory };
}
const newDirectory = () => mkdtempSync(join(tmpdir(), 'answerable-backup-'));

describe('the scripts that back up and restore', () => {
  it('show the password on no command line, and hand it on decoded', async () => {
    const file = join(newDirectory(), 'case_intake-2026-05-01T02:30:00Z.dump');
    writeFileSync(file, '');
    for (const [script, args] of [
      ['backup.sh', []],
      ['restore.sh', [file]],
    ] as const) {
      const { code, calls } = await run(script, args);
      expect(code).toBe(0);
      expect(calls.filter((call) => call.startsWith('password') && call !== 'password a/b%-c')).toEqual([]);
      expect(calls.filter((call) => !call.startsWith('password') && /a%2Fb|a\/b/.test(call))).toEqual([]);
      expect(calls.some((call) => call.includes('postgresql://case_intake_owner@postgres:5432/case_intake'))).toBe(
        true,
      );
    }
  });

  it('keep nothing until it is older than the limit, also where no new backup can be made', async () => {
    for (const failing of ['', 'pg_dump', 'psql']) {
      const directory = newDirectory();
      const made = (name: string, days: number) => {
        writeFileSync(join(directory, name), '');
        const at = new Date(Date.now() - days * DAY_MS);
        utimesSync(join(directory, name), at, at);
      };
      made('case_intake-old.dump', 6.1);
      made('case_intake-killed.dump.part', 6.1);
      made('case_intake-recent.dump', 5.9);
      made('reporting-old.dump', 30);
      await run('backup.sh', [], { failing, directory });
      const left = readdirSync(directory);
      expect(left).toContain('case_intake-recent.dump');
      expect(left).toContain('reporting-old.dump');
      expect(left.filter((name) => /old|killed/.test(name) && name.startsWith('case_intake'))).toEqual([]);
    }
  });

  it('a restore leaves the mark without which a service would start as if nothing had happened', async () => {
    const file = join(newDirectory(), 'case_intake-2026-05-01T02:30:00Z.dump');
    writeFileSync(file, '');
    const { calls } = await run('restore.sh', [file]);
    expect(calls.find((call) => call.startsWith('psql'))).toMatch(
      /--single-transaction .*insert into public\.restores/,
    );
  });
});
