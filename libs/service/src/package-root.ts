import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the folder with the nearest package.json above a module: the same from `src` (tests) and `dist/src` (run). */
export function packageRoot(importMetaUrl: string): string {
  let folder = dirname(fileURLToPath(importMetaUrl));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${importMetaUrl}`);
    folder = parent;
  }
  return folder;
}
