import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const fixtures = 'tools/boundaries/fixtures/';
const config = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
  forbidden: { name: string }[];
};

interface Cruise {
  summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
}

async function cruise(paths: string[], boundariesRoot = ''): Promise<Cruise['summary']> {
  const { stdout } = await promisify(execFile)(
    join(root, 'node_modules/.bin/depcruise'),
    ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...paths],
    { cwd: root, env: { ...process.env, BOUNDARIES_ROOT: boundariesRoot }, maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: { stdout: string }) => error);
  return (JSON.parse(stdout) as Cruise).summary;
}

/** Every TypeScript source that ships (no specs, tests, fixtures or build output), with its text. */
function sources(...folders: string[]): { file: string; text: string }[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((f) => join(folder, f)),
    )
    .filter((f) => f.endsWith('.ts') && !/(^|\/)(dist|node_modules|test|fixtures)\/|\.spec\.ts$|\.d\.ts$/.test(f))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}

describe('the boundaries', () => {
  it('hold in the whole tree, and the judge really looked at it', async () => {
    const summary = await cruise(['apps', 'libs', 'tools', 'e2e']);
    expect(summary.violations.map((v) => `${v.rule.name}: ${v.from} -> ${v.to}`)).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThan(900);
  }, 120_000);

  it.each(config.forbidden.map((rule) => rule.name))(
    '%s: its fixture breaks it',
    async (rule) => {
      const at = `${fixtures}${rule}/`;
      const summary = await cruise([at], at);
      expect(summary.violations.map((v) => v.rule.name)).toContain(rule);
    },
    60_000,
  );
});

describe('time is injected', () => {
  const machineTime = /\bDate\.now\(\)|\bnew Date\(\)/;
  // Tokens, sessions, leases and logs use machine time (invariant 8); each file that may is named here with its reason.
  const mayUseMachineTime = [
    /^libs\/(service|access|messaging|persistence)\//,
    /^apps\/portal\/src\/sign-in\//, // sessions, and forms kept for them
    /^apps\/response-collection\/src\/entry\/session\.ts$/, // sessions
    /^apps\/survey-delivery\/src\/episodes\/reveal-contact\.ts$/, // age of a sign-in
    /^apps\/survey-delivery\/src\/work\/handover-keys\.ts$/, // tokens
    /^apps\/survey-delivery\/src\/vault\/erasure-list\.ts$/, // held against the broker's time of an event
  ];

  it('no domain code asks the machine for the time', () => {
    const offenders = sources('apps', 'libs')
      .filter(({ file }) => !mayUseMachineTime.some((allowed) => allowed.test(file)))
      .filter(({ text }) => machineTime.test(text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')));
    expect(offenders.map((o) => o.file)).toEqual([]);
  });

  it('no store asks the database for the time, except for columns named recorded_at', () => {
    const offenders = sources('apps').flatMap(({ file, text }) =>
      file.endsWith('.store.ts')
        ? text
            .split('\n')
            .filter(
              (line) => /\bnow\(\)|current_(date|timestamp)/i.test(line) && !/recorded_at|clock\.now\(\)/.test(line),
            )
            .map((line) => `${file}: ${line.trim()}`)
        : [],
    );
    expect(offenders).toEqual([]);
  });
});

describe('SQL', () => {
  const statement = /\.(query|read|one)(<[^(]*>)?\(\s*[`'"]\s*(with|select|insert|update|delete)\b/i;

  it('of an app is in its stores alone', () => {
    const offenders = sources('apps')
      .filter(({ file }) => !/(\.store|\.bench|\/migrat\w*)\.ts$/.test(file))
      .filter(({ text }) => statement.test(text));
    expect(offenders.map((o) => o.file)).toEqual([]);
    expect('tx.query<{ n: number }>(\n  `select 1`').toMatch(statement);
  });
});

describe('requests to others', () => {
  it('leave by the one way that follows nobody elsewhere and waits for nobody for ever', () => {
    const byAnotherWay = /(?<!\.|async )\bfetch\(|import (?!type)[^;]*'(node:)?(https?|http2)'/;
    const offenders = sources('apps', 'libs')
      .filter(({ file }) => file !== 'libs/service/src/ask.ts')
      .filter(({ text }) => byAnotherWay.test(text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')));
    expect(offenders.map((o) => o.file)).toEqual([]);
  });
});

describe('configuration', () => {
  it('is read from the environment in config files alone', () => {
    const offenders = sources('apps', 'libs')
      .filter(({ file }) => !/(config|main|migrate)\.ts$/.test(file))
      .filter(({ text }) => /\bprocess\.env\b/.test(text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')));
    expect(offenders.map((o) => o.file)).toEqual([]);
  });
});
