import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';

const directory = mkdtempSync(join(tmpdir(), 'stack-'));
vi.stubEnv('STACK_DIRECTORY', directory);
const { beganAt, end, launch, running } = await import('./processes.js');
const { alone } = await import('./lock.js');
const { eventually } = await import('./harness/eventually.js');

afterAll(() => rmSync(directory, { recursive: true }));

const node = (script: string) => ({ file: process.execPath, args: ['-e', script], env: process.env });
const stayAlive = 'setInterval(() => {}, 1000)';

describe('a process of the stack', () => {
  it('is known while it runs and ended by its signal', async () => {
    const pid = await launch('one', node(stayAlive));
    expect(running('one')).toBe(pid);
    await end('one', 'SIGTERM');
    expect(running('one')).toBeUndefined();
    expect(beganAt(pid)).toBe('');
  });

  it('that ignores its signal is ended by force', async () => {
    await launch('stubborn', node(`process.on('SIGTERM', () => {}); ${stayAlive}`));
    await end('stubborn', 'SIGTERM', 0.5);
    expect(running('stubborn')).toBeUndefined();
  });

  it('is not taken for a stranger that got its number', async () => {
    const stranger = spawn(process.execPath, ['-e', stayAlive]);
    await once(stranger, 'spawn');
    mkdirSync(join(directory, 'run'), { recursive: true });
    writeFileSync(join(directory, 'run', 'two.json'), JSON.stringify({ pid: stranger.pid, began: 'another time' }));
    await end('two', 'SIGTERM');
    expect(running('two')).toBeUndefined();
    expect(beganAt(stranger.pid!)).not.toBe('');
    stranger.kill();
  });

  it('whose record was cut short is forgotten', () => {
    writeFileSync(join(directory, 'run', 'three.json'), '{"pid": 12');
    expect(running('three')).toBeUndefined();
  });

  it('killed from outside leaves no child behind when it is ended', async () => {
    const child = join(directory, 'child.pid');
    const parent = `const c = require('node:child_process').spawn(process.execPath, ['-e', '${stayAlive}'], { stdio: 'ignore' });
      require('node:fs').writeFileSync('${child}', String(c.pid)); ${stayAlive}`;
    const pid = await launch('parent', node(parent));
    const { readFileSync } = await import('node:fs');
    const orphan = await eventually(
      () => Number(readFileSync(child, 'utf8')) || Promise.reject(new Error('no child yet')),
    );
    process.kill(pid, 'SIGKILL');
    await eventually(() => expect(running('parent')).toBeUndefined());
    await end('parent', 'SIGTERM');
    await eventually(() => expect(beganAt(orphan)).toBe(''));
  });
});

describe('two starts at once', () => {
  it('wait for each other', async () => {
    const steps: string[] = [];
    const start = (name: string) =>
      alone(async () => {
        steps.push(`${name} begins`);
        await eventually(() => expect(steps).toContain(`${name} begins`));
        steps.push(`${name} ends`);
      });
    await Promise.all([start('a'), start('b')]);
    const [first, second] = steps[0]!.startsWith('a') ? ['a', 'b'] : ['b', 'a'];
    expect(steps).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
  });

  it('are not stopped by a lock whose holder is gone', async () => {
    writeFileSync(join(directory, 'lock'), '1 another time');
    expect(await alone(async () => 'done')).toBe('done');
  });
});
