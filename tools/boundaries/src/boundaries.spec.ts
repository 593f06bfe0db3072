import { execFile } from 'node:child_process';
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

/** Rules that can be broken in several ways have a fixture of each. */
const ways: Record<string, number> = {
  'libs-never-import-apps-or-tools': 3,
  'apps-run-without-tools': 2,
  'pure-libraries-stay-pure': 2,
  'pure-libraries-use-no-platform': 5,
  'database-only-in-stores': 2,
  'stores-are-their-features-own': 2,
  'keycloak-only-in-access': 2,
};

/** Features that use another's store, as `feature > store`. */
const sharedStores = Object.entries(
  createRequire(import.meta.url)('../shared-stores.cjs') as Record<string, string[]>,
).flatMap(([store, features]) => features.map((feature) => `${feature} > ${store}`));

interface Cruise {
  modules: { source: string; dependencies: { resolved: string }[] }[];
  summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
}

async function cruise(paths: string[], boundariesRoot = ''): Promise<Cruise> {
  const { stdout } = await promisify(execFile)(
    join(root, 'node_modules/.bin/depcruise'),
    ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...paths],
    { cwd: root, env: { ...process.env, BOUNDARIES_ROOT: boundariesRoot }, maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: { stdout: string }) => error);
  return JSON.parse(stdout) as Cruise;
}

describe('the boundaries', () => {
  it('hold in the whole tree, and the judge really looked at it', async () => {
    const { modules, summary } = await cruise(['apps', 'libs', 'tools', 'e2e']);
    expect(summary.violations.map((v) => `${v.rule.name}: ${v.from} -> ${v.to}`)).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThan(900);
    const used = modules.flatMap(({ source, dependencies }) => {
      const feature = /^apps\/[^/]+\/src\/([^/]+)\//.exec(source)?.[1];
      return dependencies.map(({ resolved }) => `${feature} > ${resolved.replace(/^apps\/|\.ts$/g, '')}`);
    });
    expect(sharedStores.filter((each) => !used.includes(each))).toEqual([]);
  }, 120_000);

  it('let no more features use the store of another than did when the rule came', () => {
    expect(sharedStores.length).toBeLessThanOrEqual(63);
  });

  it.each([...new Set(config.forbidden.map((rule) => rule.name))])(
    '%s: its fixture breaks it, in each of the ways there are',
    async (rule) => {
      const at = `${fixtures}${rule}/`;
      const { summary } = await cruise([at], at);
      const broken = summary.violations.filter((v) => v.rule.name === rule);
      expect(new Set(broken.map((v) => v.to)).size).toBe(ways[rule] ?? 1);
    },
    60_000,
  );
});
