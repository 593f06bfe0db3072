import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Directory of the checkout: the nearest one upwards that holds docker-compose.yml. */
export const checkout: string = (() => {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'docker-compose.yml'))) {
    const parent = dirname(directory);
    if (parent === directory) throw new Error('docker-compose.yml was not found above the stack tool');
    directory = parent;
  }
  return directory;
})();

/** Everything a running stack keeps: data, logs, process ids, secrets, addresses. Never in the repository. */
export const stackDirectory = process.env['STACK_DIRECTORY'] ?? join(checkout, '.stack');

export const inStack = (...names: string[]): string => join(stackDirectory, ...names);

/** Downloads, shared by every checkout of this user. */
export const cacheDirectory = (): string => process.env['ANSWERABLE_CACHE'] ?? join(homedir(), '.cache', 'answerable');
