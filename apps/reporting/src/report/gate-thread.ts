import { parentPort, workerData } from 'node:worker_threads';
import { releaseOf } from './release-of.js';
import type { GateMessage, GateTask } from './release-gate.js';

// What runs in the gate's own thread: one release, told step by step. A port between threads has no origin to name.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const say = (message: GateMessage): void => parentPort!.postMessage(message);
try {
  say({ release: await releaseOf(workerData as GateTask, (progress) => say({ progress })) });
} catch (error) {
  const { name, message } = error as Error;
  say({ refused: { name, message } });
}
