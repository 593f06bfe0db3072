import { organisations } from '@answerable/contracts';
import { stringify } from 'yaml';
import { readStackEnv } from './env.js';
import { kafkaResources } from './kafka-resources.js';
import { checkStackRealm, resetStack, stackStatus, startStack, stopStack, writeVariables } from './stack.js';

const commands: Readonly<Record<string, { does: string; run: () => Promise<void> }>> = {
  up: {
    does: 'starts PostgreSQL, Kafka and Keycloak, as far as they do not run',
    run: async () => {
      const began = performance.now();
      const { mode } = await startStack({ onProgress: say });
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      say(`The stack (${mode}) is up after ${seconds} s; addresses and passwords are in .stack/env.json`);
    },
  },
  down: {
    does: 'ends them and keeps their data',
    run: async () => {
      await stopStack();
      say('The stack is down; its data is kept');
    },
  },
  status: {
    does: 'says what runs; ends with 1 unless all does',
    run: async () => {
      const status = Object.entries(stackStatus());
      for (const [part, runs] of status) say(`${part.padEnd(10)}${runs ? 'up' : 'down'}`);
      if (status.every(([, runs]) => runs)) say(`Keycloak is at ${readStackEnv().keycloak.url}`);
      else process.exitCode = 1;
    },
  },
  realm: {
    does: 'compares the realm with what is declared; ends with 1 where it differs (`up` puts it right)',
    run: async () => {
      const drift = await checkStackRealm();
      for (const sentence of drift) say(sentence);
      if (drift.length === 0) say('The realm is as declared');
      else process.exitCode = 1;
    },
  },
  'kafka-resources': {
    does: 'prints topics and users for the Strimzi operator; arguments: name of the Kafka resource, codes of forces',
    run: async () => {
      const [cluster = 'answerable', ...forces] = process.argv.slice(3);
      const all = forces.length > 0 ? forces : organisations.flatMap((o) => o.forces.map(({ code }) => code));
      for (const resource of kafkaResources(all, cluster)) say(`---\n${stringify(resource).trimEnd()}`);
    },
  },
  variables: {
    does: 'makes the passwords and writes .env for a plain `docker compose up`',
    run: async () => {
      await writeVariables();
      say('.env is written');
    },
  },
  reset: {
    does: 'ends them and deletes their data and passwords',
    run: async () => {
      await resetStack();
      say('The stack is down and everything it kept is gone');
    },
  },
};

function say(message: string): void {
  process.stdout.write(`${message}\n`);
}

const command = commands[process.argv[2] ?? ''];
if (!command) {
  const usage = Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(17)}${does}\n`);
  process.stderr.write(`usage: npm run stack -- <command>\n${usage.join('')}`);
  process.exit(2);
}
try {
  await command.run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
