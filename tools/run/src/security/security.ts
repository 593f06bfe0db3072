import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '@answerable/stack';
import { licenceFaults } from './licences.js';
import { secretsIn } from './secrets-in-files.js';

/**
 * `npm run security`: known faults of dependencies, their licences, secrets in the repository and its history, and the list of
 * parts (CycloneDX, in test-results/sbom.cdx.json). Ends with 1 where something was found. What could not be asked is said.
 */
let found = 0;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const tell = (what: string, faults: readonly string[]): void => {
  found += faults.length;
  say(`${faults.length === 0 ? 'passed' : 'FAILED'}  ${what}`);
  for (const fault of faults) say(`        ${fault}`);
};
const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: checkout, encoding: 'utf8', maxBuffer: 2 ** 30 });

audit();
const { checked, faults } = licenceFaults(checkout);
tell(`licences of ${checked} installed packages`, faults);
const files = git('ls-files', '-z')
  .split('\0')
  .filter((file) => file && !/\.(png|ico|woff2?|pdf)$|^package-lock\.json$/.test(file));
tell(
  `secrets in ${files.length} files`,
  files.flatMap((file) => secretsIn(file, readFileSync(join(checkout, file), 'utf8'))),
);
// Lines that were ever added: what was taken out again is still there for whoever clones.
const added = git('log', '--all', '-p', '--no-color', '--unified=0', '--', '.', ':!package-lock.json')
  .split('\n')
  .filter((line) => line.startsWith('+') && !line.startsWith('+++'));
tell(`secrets in ${added.length} lines of history`, secretsIn('history', added.join('\n')));
listParts();
process.exitCode = found === 0 ? 0 : 1;

function audit(): void {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: checkout, encoding: 'utf8' });
  const answer = JSON.parse(stdout || '{}') as {
    vulnerabilities?: Record<string, { severity: string; fixAvailable: unknown }>;
  };
  if (!answer.vulnerabilities) {
    say(
      'NOT ASKED  known faults of dependencies: the registry does not answer audits; ask one that does before a release',
    );
    return;
  }
  const grave = Object.entries(answer.vulnerabilities).filter(
    ([, { severity }]) => severity === 'high' || severity === 'critical',
  );
  tell(
    'dependencies without a known grave fault',
    grave.map(([name, { severity }]) => `${name}: ${severity}`),
  );
}

function listParts(): void {
  const { stdout } = spawnSync('npm', ['sbom', '--sbom-format=cyclonedx'], {
    cwd: checkout,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const { components = [] } = JSON.parse(stdout || '{}') as { components?: unknown[] };
  mkdirSync(join(checkout, 'test-results'), { recursive: true });
  writeFileSync(join(checkout, 'test-results', 'sbom.cdx.json'), stdout);
  tell(`list of parts: ${components.length}`, components.length === 0 ? ['npm gave none'] : []);
}
