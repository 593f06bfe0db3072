import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { inStack, stackDirectory } from './paths.js';
import { beganAt } from './processes.js';

/** Runs `work` while no other process starts or stops this checkout's stack; waits for its turn. */
export async function alone<T>(work: () => Promise<T>): Promise<T> {
  mkdirSync(stackDirectory, { recursive: true, mode: 0o755 });
  const lock = inStack('lock');
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, `${process.pid} ${beganAt(process.pid)}`, { mode: 0o600 });
  try {
    while (!take(mine, lock)) {
      if (!holderLives(lock)) rmSync(lock, { force: true });
      else await pause(200);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** A link appears at once and with its content, so nobody ever reads half a lock. */
function take(mine: string, lock: string): boolean {
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holderLives(lock: string): boolean {
  try {
    const [pid, began] = readFileSync(lock, 'utf8').split(/ (.*)/);
    return beganAt(Number(pid)) === began;
  } catch {
    // Given back in this moment.
    return false;
  }
}
