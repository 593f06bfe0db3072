import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkout } from '@answerable/stack';
import { describe, expect, it } from 'vitest';
import { knownFaults } from './known-faults.js';
import { licenceFaults } from './licences.js';
import { secretsIn } from './secrets-in-files.js';
import { shippedPlaces } from './shipped.js';

/** npm ends with 1 where it found something, and with what it found on its output all the same. */
const run = (command: string, ...args: string[]): Promise<string> =>
  promisify(execFile)(command, args, { cwd: checkout, maxBuffer: 2 ** 30 }).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
const leftOut = (why: string): void => void process.stderr.write(`left out: ${why}\n`);

const hasHistory = existsSync(join(checkout, '.git'));
if (!hasHistory) leftOut('secrets in files and history, because this is no clone');
const patience = ['--fetch-retries=0', '--fetch-timeout=20000'];
const faults = knownFaults(await run('npm', 'audit', '--json', ...patience), shippedPlaces(checkout));
if (!faults)
  leftOut('known faults of dependencies, because the registry answers no audits; ask one that does before a release');

describe('this repository and what it installs', { timeout: 120_000 }, () => {
  it('is under licences that are allowed', () => {
    const { checked, faults: found } = licenceFaults(checkout);
    expect(found).toEqual([]);
    expect(checked).toBeGreaterThan(300);
  });

  it.skipIf(!hasHistory)('holds nothing that looks like a secret', async () => {
    const files = (await run('git', 'ls-files', '-z'))
      .split('\0')
      .filter((file) => existsSync(join(checkout, file)))
      .filter((file) => file && !/\.(png|ico|woff2?|pdf)$|^package-lock\.json$/.test(file));
    expect(files.length).toBeGreaterThan(500);
    expect(files.flatMap((file) => secretsIn(file, readFileSync(join(checkout, file), 'utf8')))).toEqual([]);
  });

  // What was taken out again is still there for whoever clones.
  it.skipIf(!hasHistory)('never held anything that looks like a secret', async () => {
    const log = await run('git', 'log', '-p', '--no-color', '--unified=0', '--', '.', ':!package-lock.json');
    const added = log.split('\n').filter((line) => line.startsWith('+') && !line.startsWith('+++'));
    expect(added.length).toBeGreaterThan(0);
    expect(secretsIn('history', added.join('\n'))).toEqual([]);
  });

  it('has a list of all its parts, which is kept in test-results/sbom.cdx.json', async () => {
    const list = await run('npm', 'sbom', '--sbom-format=cyclonedx', '--package-lock-only');
    const { components } = JSON.parse(list) as { components: { 'bom-ref': string }[] };
    const listed = new Set(components.map((component) => component['bom-ref'].split('|').at(-1)));
    const { packages } = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { name?: string; version: string; link?: true }>;
    };
    const locked = Object.entries(packages)
      .filter(([place, { link }]) => place.includes('node_modules/') && !link)
      .map(
        ([place, { name, version }]) => `${name ?? place.slice(place.lastIndexOf('node_modules/') + 13)}@${version}`,
      );
    expect(locked.filter((part) => !listed.has(part))).toEqual([]);
    mkdirSync(join(checkout, 'test-results'), { recursive: true });
    writeFileSync(join(checkout, 'test-results', 'sbom.cdx.json'), list);
  });

  it.skipIf(!faults)('ships nothing with a fault that is known to be high or critical', () => {
    if (faults!.others.length > 0)
      leftOut(`faults of what is not shipped, which fail nothing: ${faults!.others.join(', ')}`);
    expect(faults!.shipped).toEqual([]);
  });
});
