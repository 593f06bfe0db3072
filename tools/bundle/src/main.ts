import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.js';

/** `npm run build`, after the compiler: the programs of every app, and the one that the portal offers to whoever doubts a report, where something has changed since. */
const written = (file: string): number => (existsSync(file) ? statSync(file).mtimeMs : 0);
const common = [
  'package-lock.json',
  ...globSync('libs/*/dist/.tsbuildinfo'),
  ...globSync('tools/bundle/dist/.tsbuildinfo'),
];

/** Bundles these programs of a package into a folder. `programs`: name of the file to write (without .js) to the compiled file. */
async function bundled(from: string, programs: Readonly<Record<string, string>>, folder: string): Promise<void> {
  const changed = Math.max(...[...common, join(from, 'dist/.tsbuildinfo')].map(written));
  if (Object.keys(programs).every((name) => written(join(folder, `${name}.js`)) > changed)) return;
  await bundle(
    Object.fromEntries(Object.entries(programs).map(([name, file]) => [name, join(from, 'dist/src', file)])),
    join(process.cwd(), folder),
  );
}

await Promise.all([
  ...globSync('apps/*').map((app) =>
    bundled(app, { main: 'main.js', migrate: 'migrate.js' }, join(app, 'dist/programs')),
  ),
  bundled('tools/verify', { 'answerable-verify': 'main.js' }, 'apps/portal/dist/verify'),
]);
