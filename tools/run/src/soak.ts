import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppName, startPlatform } from '@answerable/platform';
import { Journal, live, Mailbox, Telephone } from '@answerable/simulate';
import { stackStatus, startStack, stopStack } from '@answerable/stack';

/**
 * `npm run soak -- --months N`: lives through N simulated months (six unless told) and reads the memory of every service at the
 * end of each day. Memory is constant where the last third of the days needs no more than a tenth above the middle third:
 * the first is warming up. Ends with 1 where a service grows.
 */
const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? otherwise : Number(process.argv[at + 1]);
};
const services: readonly AppName[] = ['case-intake', 'survey-delivery', 'response-collection', 'reporting'];
const allowedGrowth = 1.1;
const from = '2025-11';
let now = `${from}-01T00:00:00Z`;
const stackRan = Object.values(stackStatus()).includes(true);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

await startStack({ onProgress: (line) => say(`  ${line}`) });
const mailbox = await Mailbox.open();
const telephone = await Telephone.open();
// Demo mode: in test mode a service keeps no figures of its process.
const platform = await startPlatform({
  mode: 'demo',
  smtpUrl: `smtp://127.0.0.1:${mailbox.port}`,
  telephonyUrl: telephone.url,
  only: services,
  clock: () => now,
});
const megabytes = new Map<AppName, number[]>(services.map((service) => [service, []]));
try {
  await live({
    doors: {
      caseIntake: platform.url('case-intake'),
      surveyDelivery: platform.url('survey-delivery'),
      survey: platform.url('response-collection'),
      reporting: platform.url('reporting'),
    },
    mailbox,
    telephone,
    journal: new Journal(join(mkdtempSync(join(tmpdir(), 'answerable-')), 'journal.jsonl')),
    seed: option('seed', 2013),
    from,
    months: option('months', 6),
    onClock: (at) => (now = at),
    onProgress: ({ month, of, day }) => day.endsWith('-15') && say(`  month ${month} of ${of}`),
    between: async (_day, step) => {
      if (step === 'answers') for (const service of services) megabytes.get(service)!.push(await memoryOf(service));
    },
  });
  for (const [service, days] of megabytes) {
    const third = Math.floor(days.length / 3);
    const middle = median(days.slice(third, 2 * third));
    const last = median(days.slice(2 * third));
    const grows = last > middle * allowedGrowth;
    if (grows) process.exitCode = 1;
    say(
      `${grows ? 'GROWS   ' : 'constant'}  ${service.padEnd(20)} ${middle.toFixed(0)} MB, then ${last.toFixed(0)} MB; at most ${Math.max(...days).toFixed(0)} MB over ${days.length} days`,
    );
  }
} finally {
  await platform.stop();
  await mailbox.close();
  await telephone.close();
  if (!stackRan) await stopStack();
}

async function memoryOf(service: AppName): Promise<number> {
  const text = await (await fetch(`${platform.url(service)}/metrics`)).text();
  const bytes = /^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1];
  if (bytes === undefined) throw new Error(`${service} does not say how much memory it needs`);
  return Number(bytes) / 1e6;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
