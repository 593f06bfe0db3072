import { LivingPlatform, type Service, services } from '@answerable/simulate';
import { stackStatus, startStack, stopStack } from '@answerable/stack';
import { options } from './options.js';

/**
 * `npm run soak -- --months N`: lives through N simulated months (six unless told) and reads the memory of every service at the
 * end of each day. Memory is constant where the last third of the days needs no more than a tenth above the middle third:
 * the first is warming up. Ends with 1 where a service grows.
 */
const { seed, months } = options({ seed: 2013, months: 6 });
const allowedGrowth = 1.1;
const from = '2025-11';
const stackRan = Object.values(stackStatus()).includes(true);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

await startStack({ onProgress: (line) => say(`  ${line}`) });
// Demo mode: in test mode a service keeps no figures of its process.
const world = await LivingPlatform.start({ mode: 'demo', begins: `${from}-01T00:00:00Z`, only: services });
const megabytes = new Map<Service, number[]>(services.map((service) => [service, []]));
try {
  await world.live({
    seed,
    from,
    months,
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
  await world.stop();
  if (!stackRan) await stopStack();
}

async function memoryOf(service: Service): Promise<number> {
  const text = await (await fetch(`${world.platform.url(service)}/metrics`)).text();
  const bytes = /^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1];
  if (bytes === undefined) throw new Error(`${service} does not say how much memory it needs`);
  return Number(bytes) / 1e6;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
