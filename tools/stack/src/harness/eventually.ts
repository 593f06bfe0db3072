import { setTimeout as pause } from 'node:timers/promises';

/** Calls `fn` until it stops throwing and gives its value; throws its last error when `timeoutMs` (20 s) are over. */
export async function eventually<T>(fn: () => T | Promise<T>, { timeoutMs = 20_000 } = {}): Promise<T> {
  const until = performance.now() + timeoutMs;
  for (let wait = 20; ; wait = Math.min(wait * 1.5, 250)) {
    try {
      return await fn();
    } catch (error) {
      if (performance.now() > until) throw error;
      await pause(wait);
    }
  }
}
