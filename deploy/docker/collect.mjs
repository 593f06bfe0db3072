// node collect.mjs TARGET WORKSPACE... [--without PACKAGE...]: copies what these workspaces run on, and nothing else.
// npm cannot tell: every workspace is a production dependency of the root, and with it all that tests and tools need.
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const root = process.cwd();
const [target, ...rest] = process.argv.slice(2);
const split = rest.indexOf('--without');
const workspaces = split === -1 ? rest : rest.slice(0, split);
// keycloak-connect wants a browser driver for its own tests; TypeScript is an optional peer of i18next.
const without = new Set(['chromedriver', 'typescript', ...(split === -1 ? [] : rest.slice(split + 1))]);

const manifest = (directory) => JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));

/** Directory of a package as seen from another, the way Node looks for it; undefined where an optional one is absent. */
function locate(name, from) {
  for (let at = from; at.startsWith(root); at = dirname(at)) {
    const found = join(at, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return found;
  }
  return undefined;
}

const kept = new Map();
function keep(directory) {
  const real = realpathSync(directory);
  if (kept.has(real)) return;
  const { name, version, dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = manifest(real);
  kept.set(real, { name, version });
  for (const wanted of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    if (without.has(wanted)) continue;
    const found = locate(wanted, real);
    if (found) keep(found);
    else if (wanted in dependencies && !(wanted in optionalDependencies)) throw new Error(`${name} lacks ${wanted}`);
  }
}
for (const workspace of workspaces) keep(join(root, workspace));

// No sources, types, maps or tests: none of them runs.
const dead = /\.(map|[cm]?ts|tsbuildinfo|md|markdown|flow)$|\.(spec|bench)\.js$/i;
const deadFolders = new Set(['test', 'tests', '__tests__', 'benchmark', 'benchmarks', 'docs', 'example', 'examples']);
const deadParts = [
  'node_modules/typeorm/browser',
  'node_modules/pdfkit/js/pdfkit.standalone.js',
  'node_modules/rxjs/src',
];

for (const real of kept.keys()) {
  const place = relative(root, real);
  const own = !place.startsWith('node_modules');
  cpSync(real, join(target, place), {
    recursive: true,
    filter: (file) => {
      const inside = relative(real, file).split(sep);
      if (inside[0] === 'node_modules') return false;
      if (own && inside[0] === 'src') return false;
      if (deadFolders.has(inside[0]) || (own && inside[1] === 'test' && inside[0] === 'dist')) return false;
      if (deadParts.some((part) => relative(root, file).startsWith(part))) return false;
      return !dead.test(file);
    },
  });
  if (own && kept.get(real).name.startsWith('@answerable/')) {
    const link = join(target, 'node_modules', kept.get(real).name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), join(target, place)), link);
  }
}

// npm's own `--omit=dev` leaves out what is for tests in one workspace and runs in another, so its whole list is narrowed here.
const ids = new Set([...kept.values()].map(({ name, version }) => `${name}@${version}`));
const sbom = JSON.parse(readFileSync(join(root, 'sbom.json'), 'utf8'));
const isKept = (reference) => ids.has(reference.split('|').at(-1));
sbom.components = sbom.components.filter((component) => isKept(component['bom-ref']));
sbom.dependencies = sbom.dependencies
  .filter(({ ref }) => isKept(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(isKept) }));
const listed = new Set(sbom.components.map((component) => component['bom-ref'].split('|').at(-1)));
const unlisted = [...ids].filter((id) => !listed.has(id));
if (unlisted.length > 0) throw new Error(`not in the list of parts: ${unlisted.join(', ')}`);
writeFileSync(join(target, 'sbom.cdx.json'), JSON.stringify(sbom));
cpSync(join(root, 'package.json'), join(target, 'package.json'));
process.stdout.write(
  `${kept.size} packages for ${workspaces.join(', ')}; ${sbom.components.length} in the list of parts\n`,
);
