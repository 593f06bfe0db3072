import { spawn } from 'node:child_process';
import { checkout } from './paths.js';
import { stackStatus, startStack, stopStack } from './stack.js';

/**
 * Before specs on real parts: builds the programs that they start as processes, so that none is older than its source, and meanwhile
 * starts the stack where it does not run already, and then also ends it; one that ran before is left alone.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const ranBefore = Object.values(stackStatus()).includes(true);
  const started = startStack({
    onProgress: (message) => process.stderr.write(`${message}\n`),
    forThisRun: !ranBefore,
  });
  const [stack, build] = await Promise.allSettled([started, built()]);
  const end = async (): Promise<void> => {
    if (!ranBefore) await stopStack();
  };
  if (build.status === 'rejected' || stack.status === 'rejected') {
    if (stack.status === 'fulfilled') await end();
    throw build.status === 'rejected' ? build.reason : (stack as PromiseRejectedResult).reason;
  }
  return end;
}

function built(): Promise<void> {
  const child = spawn('npm', ['run', 'build', '--silent'], { cwd: checkout, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('the sources do not build'))));
  });
}
