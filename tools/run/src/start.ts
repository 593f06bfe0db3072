import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LivingPlatform } from '@answerable/simulate';
import { checkout, readStackEnv, stackStatus, startStack, stopStack } from '@answerable/stack';
import { options } from './options.js';
import { chooseAppPorts } from './ports.js';
import { Progress } from './progress.js';

/**
 * `npm start`: the whole platform on real parts, a year lived through, the reports shown; stays until Ctrl-C. Listens on 4100 to 4105,
 * or on the next such block that is free; ANSWERABLE_PORT names the first port.
 * `-- --once` ends after the last report; `--months N` lives through fewer, or none; `--seed N` another year.
 */
const { once, months, seed } = options({ once: false, months: 12, seed: 2013 });

const began = performance.now();
const stackRan = Object.values(stackStatus()).includes(true);
const progress = new Progress(process.stdout);
const from = '2025-10';
let world: LivingPlatform | undefined;
let stopping: Promise<void> | undefined;

function stop(): Promise<void> {
  stopping ??= (async () => {
    progress.say('Stopping everything ...');
    await world?.stop();
    // A stack that ran before (a developer's) goes on.
    if (!stackRan) await stopStack();
    progress.say('Everything is stopped.');
  })();
  return stopping;
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(
    signal,
    () =>
      void stop().then(
        () => process.exit(0),
        () => process.exit(1),
      ),
  );

try {
  progress.say('Answerable: after every case, somebody independent of the police asks.');
  const { ports, taken } = await chooseAppPorts();
  if (taken) {
    const first = ports['portal-staff'];
    progress.say(`  port ${taken} is taken: ports from ${first} on (ANSWERABLE_PORT=${first} npm run status)`);
  }
  await startStack({ onProgress: (line) => progress.say(`  ${line}`) });
  mkdirSync(join(checkout, '.stack'), { recursive: true });
  world = await LivingPlatform.start({
    mode: 'demo',
    begins: `${from}-01T00:00:00+01:00`,
    journalFile: join(checkout, '.stack', 'journal.jsonl'),
    ports,
    onProgress: (line) => progress.say(`  ${line}`),
  });
  const { platform } = world;
  if (months > 0) await liveThrough(world);
  const { demoUsers, clients, keycloak } = readStackEnv();
  const people = demoUsers.map(({ username, name, password }) => `  ${username.padEnd(18)}${password}  ${name}`);
  writeFileSync(join(checkout, '.stack', 'sign-ins.txt'), `${people.join('\n')}\n`, { mode: 0o600 });
  progress.say(`
Read the report as an MP's office:  ${platform.url('portal-readers')}    sign in as mp-peckham
As Victim Support:                  ${platform.url('portal-staff')}    sign in as caseworker-1 or vs-lead-1
As the police:                      ${platform.url('portal-readers')}    sign in as data-officer-01
"Nobody asked me", the public page: ${platform.url('survey-delivery')}
The survey's front page:            ${platform.url('response-collection')}
As a police system (docs/integrators.md):
  INTAKE=${platform.url('case-intake')} ISSUER=${keycloak.issuer} SECRET=${clients['publisher-01']!.clientSecret}

Demo sign-ins (this run's own; only in demo mode):
${people.join('\n')}
`);
  if (once) {
    await stop();
    process.exit(0);
  }
  progress.say('Everything stays up until Ctrl-C.');
} catch (error) {
  progress.end();
  // What breaks because everything is being stopped is no news.
  if (!stopping) process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  await stop();
  process.exit(1);
}

function seconds(): string {
  return ((performance.now() - began) / 1000).toFixed(0);
}

async function liveThrough(lives: LivingPlatform): Promise<void> {
  let reports = 0;
  const lived = await lives.live({
    seed,
    from,
    months,
    onProgress: ({ day, month, of, reports: published }) => {
      if (published > reports && reports === 0) progress.say(`  first sealed report after ${seconds()} s`);
      reports = published;
      progress.bar((month - 1) / of, `living through ${day}: ${published} reports published`);
    },
  });
  progress.end();
  progress.say(`Lived through ${months} months in ${seconds()} s: ${lived.reports} reports are sealed and published.`);
}
