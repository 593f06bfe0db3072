import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Every TypeScript source that ships (no specs, tests, fixtures or build output), with its text, comments left out. */
function sources(folder: string): { file: string; text: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((f) => f.endsWith('.ts') && !/(^|\/)(dist|node_modules|test|fixtures)\/|\.spec\.ts$|\.d\.ts$/.test(f))
    .map((file) => ({
      file,
      text: readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, ''),
    }));
}

/** A rule on the text of sources. What may is a file, or a line of it, written as `file: line`, each with its reason. */
interface TextRule {
  readonly of: readonly ('apps' | 'libs')[];
  readonly broken: RegExp;
  readonly may: readonly RegExp[];
  /** Texts that break it, one for each way there is, and some that only look so. */
  readonly breaks: readonly string[];
  readonly keeps: readonly string[];
}

const rules: Readonly<Record<string, TextRule>> = {
  'no domain code asks the machine for the time': {
    of: ['apps', 'libs'],
    broken: /\bDate\.now\b|\bDate\(\)|\bnew Date\b(?!\()|\btimeOrigin\b|\bTemporal\.Now\b/g,
    // Tokens, sessions, leases and logs use machine time (invariant 8).
    may: [
      /^libs\/(service|access|messaging)\//,
      /^apps\/portal\/src\/sign-in\//, // sessions, and forms kept for them
      /^apps\/response-collection\/src\/entry\/session\.ts:/, // sessions
      /^apps\/survey-delivery\/src\/episodes\/reveal-contact\.ts:/, // age of a sign-in
      /^apps\/survey-delivery\/src\/work\/handover-keys\.ts:/, // tokens
      /^apps\/survey-delivery\/src\/vault\/erasure-list\.ts:/, // held against the broker's time of an event
    ],
    breaks: [
      'Date.now()',
      'ask(Date.now)',
      'new Date()',
      'new Date;',
      'String(Date())',
      'performance.timeOrigin',
      'Temporal.Now.instant()',
    ],
    keeps: ['new Date(row.at)', 'at: Date', 'performance.now()', 'new DateOfBirth()'],
  },
  'no app asks the database for the time, but for columns that say when a row was recorded': {
    of: ['apps'],
    broken:
      /(?<![.\w])now\(\)|\b(clock|statement|transaction)_timestamp\(|\blocaltime(stamp)?\b|\bcurrent_(date|time|timestamp)\b|'(now|today|tomorrow|yesterday)'(::| as )|\b(date|time|timestamp|timestamptz) '(now|today|tomorrow|yesterday)'|\btimeofday\(\)/gi,
    may: [
      /: .*\brecorded_at\b/,
      /^apps\/case-intake\/src\/access\/rate-limit\.store\.ts:/, // a caller's minute is one for all instances
      /^apps\/case-intake\/src\/case-events\/dry-run\.store\.ts: .*held_until/, // one stream of a force at a time, whichever instance has it
      /^apps\/survey-delivery\/src\/delivery\/message\.store\.ts: .*leased_until|^apps\/survey-delivery\/src\/delivery\/message\.store\.ts: \(doubt\.id/, // leases
      /^apps\/survey-delivery\/src\/migrations\/0016-old-audit\.ts: since timestamptz/, // once, for what was older than it may be
      /^apps\/reporting\/src\/migrations\.ts: .*column arrived/, // the month in which a record was taken in
    ],
    breaks: [
      'where until < now()',
      'clock_timestamp()',
      'statement_timestamp()',
      'transaction_timestamp()',
      'localtimestamp',
      'localtime',
      'CURRENT_DATE',
      'current_time',
      'current_timestamp',
      `'today'::date`,
      `cast('now' as timestamptz)`,
      `timestamptz 'yesterday'`,
      'timeofday()',
    ],
    keeps: ['this.clock.now()', 'performance.now()', `if (day === today) return 'today';`, 'last_now()'],
  },
  'the SQL of an app is in its stores alone': {
    of: ['apps'],
    broken: /\.(query|read|one)(<[^(]*>)?\(\s*[`'"]\s*(with|select|insert|update|delete)\b/gi,
    may: [/(\.store|\.bench|\/migrat\w*)\.ts:/],
    breaks: ['tx.query<{ n: number }>(\n  `select 1`', `db.read('update t`],
    keeps: ['store.query(filter)', 'tx.query(statement)'],
  },
  'requests to others leave by the one way that follows nobody elsewhere and waits for nobody for ever': {
    of: ['apps', 'libs'],
    broken: /(?<!\.|async )\bfetch\(|import (?!type)[^;]*'(node:)?(https?|http2)'/g,
    may: [/^libs\/service\/src\/ask\.ts:/],
    breaks: ['await fetch(url)', `import { get } from 'node:https';`, `import {\n  connect,\n} from 'http2';`],
    keeps: ['this.keys.fetch(url)', `import type { Server } from 'node:http';`, 'private async fetch(url)'],
  },
  'configuration is read from the environment in config files alone': {
    of: ['apps', 'libs'],
    broken: /\bprocess\.env\b|\benv\b[^;]*'(node:)?process'/g,
    may: [/(config|main|migrate)\.ts:/],
    breaks: ['process.env.PORT', `process.env['PORT']`, `import { env } from 'node:process';`],
    keeps: ['config.env', 'process.environment'],
  },
};

describe.each(Object.entries(rules))('%s', (_, { of, broken, may, breaks, keeps }) => {
  const found = of.flatMap((folder) => {
    const all = sources(folder);
    // A judge that reads nothing finds nothing.
    expect(all.length, folder).toBeGreaterThan(100);
    return all.flatMap(({ file, text }) =>
      [...text.matchAll(broken)].map(({ index }) => {
        const from = text.lastIndexOf('\n', index) + 1;
        return `${file}: ${text.slice(from).split('\n', 1)[0]!.trim()}`;
      }),
    );
  });

  it('holds in the whole tree', () => {
    expect(found.filter((each) => !may.some((allowed) => allowed.test(each)))).toEqual([]);
  });

  it('is broken in each of the ways there are, and not by what only looks so', () => {
    expect(breaks.filter((text) => text.search(broken) < 0)).toEqual([]);
    expect(keeps.filter((text) => text.search(broken) >= 0)).toEqual([]);
  });

  it('has no exception that nothing needs any more', () => {
    expect(may.filter((allowed) => !found.some((each) => allowed.test(each))).map(String)).toEqual([]);
  });
});
