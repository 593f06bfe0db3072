import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The column maps that come with the tool, found from the sources and from the build. */
export const mapsFolder = join(packageFolder(fileURLToPath(import.meta.url)), 'maps');

function packageFolder(path: string): string {
  const folder = dirname(path);
  return existsSync(join(folder, 'package.json')) ? folder : packageFolder(folder);
}
