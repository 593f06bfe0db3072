import { Injectable, Module } from '@nestjs/common';
import { expect, test } from 'vitest';
import { bootstrap } from './bootstrap.js';
import { Command, commandLine, Commands } from './command.js';

@Injectable()
class Republish {
  @Command('republish')
  async run([month]: readonly string[]): Promise<{ months: number }> {
    return { months: month === '2026-05' ? 1 : 0 };
  }
}

@Module({ providers: [Republish] })
class Works {}

test('a command is run with its arguments; an unknown one names those there are', async () => {
  const config = { MODE: 'test', PORT: 0, LOG_LEVEL: 'silent', METRICS_PORT: undefined } as const;
  const { app, close } = await bootstrap({ name: 'works', module: Works, config });
  const commands = app.get(Commands);
  expect(await commands.run('republish', ['2026-05'])).toEqual({ months: 1 });
  await expect(commands.run('republsh', [])).rejects.toThrow('there is no command republsh; there are: republish');
  await close();
});

test('only the main file of a service takes a command from its arguments', () => {
  expect(commandLine(['node', '/app/dist/src/main.js', 'republish', '2026-05'])).toEqual({
    name: 'republish',
    args: ['2026-05'],
  });
  expect(commandLine(['node', '/app/dist/src/main.js'])).toBeUndefined();
  expect(commandLine(['node', '/app/node_modules/vitest.mjs', 'run'])).toBeUndefined();
});
