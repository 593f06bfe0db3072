import { stackStatus, startStack, stopStack } from './stack.js';

/** Starts the stack for a test run where it does not run already, and then also ends it; one that ran before is left alone. */
export default async function setup(): Promise<() => Promise<void>> {
  const ranBefore = Object.values(stackStatus()).includes(true);
  await startStack({
    onProgress: (message) => process.stderr.write(`${message}\n`),
    realmMode: 'test',
    forThisRun: !ranBefore,
  });
  return async () => {
    if (!ranBefore) await stopStack();
  };
}
