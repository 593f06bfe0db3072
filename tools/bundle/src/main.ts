import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.js';

/** `npm run build`, after the compiler: the programs of every app, where something has changed since. */
const written = (file: string): number => (existsSync(file) ? statSync(file).mtimeMs : 0);
const common = [
  'package-lock.json',
  ...globSync('libs/*/dist/.tsbuildinfo'),
  ...globSync('tools/bundle/dist/.tsbuildinfo'),
];

await Promise.all(
  globSync('apps/*').map(async (app) => {
    const folder = join(process.cwd(), app, 'dist/programs');
    const changed = Math.max(...[...common, join(app, 'dist/.tsbuildinfo')].map(written));
    const programs = Object.fromEntries(['main', 'migrate'].map((name) => [name, join(app, 'dist/src', `${name}.js`)]));
    const upToDate = Object.keys(programs).every((name) => written(join(folder, `${name}.js`)) > changed);
    if (!upToDate) await bundle(programs, folder);
  }),
);
