import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { options } from './options.js';

/**
 * `npm run chaos -- --seed N`: one simulated month lived through twice on real parts, once in calm and once with faults right
 * after its steps. Afterwards both worlds must be the same: nothing lost, nothing doubled, no contact anywhere in clear.
 * `--month YYYY-MM`, `--closures N` (a month), `--every N` (about one step in N is struck, drawn from the seed). Ends with 1 where anything differs.
 * As root on Linux the parts keep everything in a file system of their own, which runs full; elsewhere that one fault is left out, and it says so.
 */
const root = fileURLToPath(new URL('../../../../', import.meta.url));
// Parts of its own: what is killed here is nobody else's.
process.env['STACK_DIRECTORY'] = join(root, '.stack', 'chaos');
process.env['STACK_MODE'] = 'native';
mkdirSync(process.env['STACK_DIRECTORY'], { recursive: true, mode: 0o755 });
const { startStack, stopStack } = await import('@answerable/stack');
const { Chaos, diskFaults, Disk, inClear, liveMonths, partFaults, providerFaults, Random, serviceFaults } =
  await import('@answerable/simulate');

const { seed, month, closures, every } = options({ seed: 2013, month: '2025-11', closures: 20, every: 1 });
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const began = performance.now();

say(`A month of chaos: seed ${seed}, ${month}, about ${closures} closures a month, a fault at one step in ${every}.`);
const disk = Disk.mount(process.env['STACK_DIRECTORY']);
try {
  await startStack({ onProgress: (line) => say(`  ${line}`) });
  const canFill = (await disk?.holdsPostgres()) === true;
  if (!canFill)
    say('No disk runs full: the parts keep nothing in a file system of their own here (needs root on Linux).');
  const faults = { ...serviceFaults, ...partFaults, ...providerFaults, ...(canFill && diskFaults(disk!)) };
  const chaos = new Chaos(seed, faults, (line) => say(`  ${line}`));
  const settings = { seed, from: month, months: 1, closuresAMonth: [closures, closures + 4] as const };
  const found: string[] = [];
  const calm = await liveMonths(settings);
  say(`The calm month is over after ${seconds()} s.`);
  const moments = new Random(seed);
  const struck = await liveMonths({
    ...settings,
    between: async (day, step, reach) => {
      if (moments.chance(1 / every)) await chaos.strike(`${day} ${step}`, reach);
    },
    look: async (lived) => void found.push(...(await inClear(lived, process.env['STACK_DIRECTORY']))),
  });
  const lost = missingFrom(struck.facts.map(withoutDay), calm.facts.map(withoutDay));
  const elsewhen = missingFrom(struck.facts.map(asText), calm.facts.map(asText));
  const doubled = struck.facts.length - new Set(struck.facts.map(asText)).size;
  const checks: readonly [string, boolean][] = [
    [
      `lost: ${lost.length} of ${calm.facts.length} things that happened in the calm month${few(lost)}`,
      lost.length === 0,
    ],
    [`doubled: ${doubled}`, doubled === 0],
    [`sent twice: ${struck.sentTwice.length}`, struck.sentTwice.length === 0],
    ['every report is the calm one, byte for byte', same(calm.reports, struck.reports) && calm.reports.length > 0],
    ['every disposition is the calm one', same(calm.dispositions, struck.dispositions)],
    ['the dispositions add up to the closures', struck.sumHolds],
    [`contacts in clear: ${found.length}${few(found)}`, found.length === 0],
  ];
  const kinds = Map.groupBy(chaos.struck, ({ fault }) => fault);
  say(`\nFaults survived: ${chaos.struck.length}, of ${kinds.size} kinds`);
  for (const [fault, those] of kinds) say(`  ${String(those.length).padStart(3)}  ${fault}`);
  const { mailbox, post } = struck.world.providers;
  const met = mailbox.troubles.met + post.troubles.met + post.undelivered.met;
  say(`messages that met a provider that failed: ${met}`);
  say(`delayed: ${elsewhen.length - lost.length} that came on another day${few(elsewhen)}`);
  for (const [what, holds] of checks) say(`${holds ? 'holds ' : 'BROKEN'}  ${what}`);
  const broken = checks.filter(([, holds]) => !holds).length;
  say(`\nseed ${seed}: ${broken === 0 ? 'passed' : `${broken} broken`} after ${seconds()} s`);
  process.exitCode = broken === 0 ? 0 : 1;
} finally {
  await stopStack();
  // What broke is looked into on what it left.
  if (process.exitCode === 0) disk?.unmount();
}

/** The first of them, to be looked at. */
function few(all: readonly string[]): string {
  return all.length === 0 ? '' : ` (${all.slice(0, 3).join('; ')})`;
}

function asText(fact: object): string {
  return JSON.stringify(fact);
}

/** A message that could not go out is tried again some minutes later; in simulated time that is the next working day. */
function withoutDay(fact: { on: string }): string {
  return JSON.stringify({ ...fact, on: undefined });
}

/** What is wanted more often than it is found, each as often as it is missing. */
function missingFrom(found: readonly string[], wanted: readonly string[]): string[] {
  const left = [...found];
  return wanted.filter((one) => {
    const at = left.indexOf(one);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function seconds(): string {
  return ((performance.now() - began) / 1000).toFixed(0);
}
