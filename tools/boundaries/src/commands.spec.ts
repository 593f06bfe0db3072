import { accessSync, constants, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const commands = globSync('{libs,apps,tools}/*/package.json', { cwd: root }).flatMap((file) => {
  const { bin = {} } = JSON.parse(readFileSync(join(root, file), 'utf8')) as { bin?: Record<string, string> };
  return Object.entries(bin).map(([name, target]) => ({ name, target: join(dirname(file), target) }));
});

it('a command is there when npm links it, before anything is built, and bears our name: npx never looks elsewhere', () => {
  expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining(['answerable-publish', 'answerable-verify']));
  for (const { name, target } of commands) {
    expect(name).toMatch(/^answerable-/);
    expect(target).not.toContain('dist');
    accessSync(join(root, target), constants.X_OK);
  }
});
