import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { checkout, eventually, isFree, stackStatus } from '@answerable/stack';
import { afterAll, expect, test } from 'vitest';
import { appPorts, chooseAppPorts } from '../src/ports.js';

/** `npm start` as it is built, on the stack that runs, and with nothing to live through: what it starts, says and leaves behind. */
const started: ChildProcess[] = [];
afterAll(() => started.forEach((child) => child.kill('SIGKILL')));

function start(first: number, ...options: string[]) {
  const file = join(checkout, 'tools/run/dist/src/start.js');
  const child = spawn(process.execPath, [file, '--months', '0', ...options], {
    env: { ...process.env, ANSWERABLE_PORT: String(first) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  return {
    child,
    said: () => said,
    says: (words: string) =>
      eventually(
        () => {
          if (!said.includes(words)) throw new Error(`it has not said "${words}", but: ${said}`);
        },
        { timeoutMs: 120_000 },
      ),
    /** Its exit code; nothing it started listens any more, and the stack that ran before it runs on. */
    ended: async () => {
      const code = child.exitCode ?? ((await once(child, 'close')) as [number | null])[0];
      const ports = Object.values(appPorts({ ANSWERABLE_PORT: String(first) }));
      await eventually(async () => expect(await Promise.all(ports.map(isFree))).not.toContain(false));
      expect(Object.values(stackStatus())).not.toContain(false);
      return code;
    },
  };
}

test('everything comes up and says where; it ends by itself, by Ctrl-C when all is up and in the middle of starting, and leaves nothing running', async () => {
  const first = (await chooseAppPorts()).ports['portal-staff'];
  const byItself = start(first, '--once');
  await byItself.says('Everything is stopped.');
  expect(await byItself.ended()).toBe(0);
  expect(byItself.said()).toContain(`http://localhost:${first + 1}    sign in as mp-peckham`);

  const up = start(first);
  await up.says('Everything stays up until Ctrl-C.');
  for (const port of Object.values(appPorts({ ANSWERABLE_PORT: String(first) })))
    expect((await fetch(`http://localhost:${port}/health/ready`)).status).toBe(200);
  up.child.kill('SIGINT');
  expect(await up.ended()).toBe(0);
  expect(up.said()).toContain('Everything is stopped.');

  const early = start(first);
  await early.says('databases are migrated');
  early.child.kill('SIGINT');
  expect(await early.ended()).toBe(0);
}, 300_000);

test('a port that was asked for and is taken is named before anything is started', async () => {
  const first = (await chooseAppPorts()).ports['portal-staff'];
  const other = createServer().listen(first + 3, '127.0.0.1');
  await once(other, 'listening');
  const refused = start(first);
  const [code] = (await once(refused.child, 'close')) as [number | null];
  other.close();
  expect(code).toBe(1);
  expect(refused.said()).toContain(`Port ${first + 3} is taken. Set ANSWERABLE_PORT to the first of six free ports`);
  expect(refused.said()).not.toContain('is ready');
});
