import { readStackEnv } from './env.js';
import { resetStack, startStack, statusOf, stopStack } from './stack.js';

const commands: Readonly<Record<string, () => Promise<void>>> = {
  up: async () => {
    const began = performance.now();
    await startStack({ onProgress: say });
    say(`The stack is up after ${((performance.now() - began) / 1000).toFixed(1)} s; addresses and passwords are in .stack/env.json`);
  },
  down: async () => {
    await stopStack();
    say('The stack is down; its data is kept');
  },
  status: async () => {
    const status = statusOf();
    for (const [name, pid] of Object.entries(status)) say(`${name.padEnd(10)}${pid === undefined ? 'down' : `up, process ${pid}`}`);
    if (Object.values(status).every((pid) => pid !== undefined)) say(`Keycloak: ${readStackEnv().keycloak.url}`);
    else process.exitCode = 1;
  },
  reset: async () => {
    await resetStack();
    say('The stack is down and everything it kept is gone');
  },
};

function say(message: string): void {
  process.stdout.write(`${message}\n`);
}

const command = commands[process.argv[2] ?? ''];
if (!command) {
  process.stderr.write(`usage: main.js ${Object.keys(commands).join('|')}\n`);
  process.exit(2);
}
try {
  await command();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
