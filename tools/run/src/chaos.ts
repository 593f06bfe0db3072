import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm run chaos -- --seed N`: one simulated month lived through twice on real parts, once in calm and once with a fault after
 * nearly every step. Afterwards both worlds must be the same: nothing lost, nothing doubled, no contact anywhere in clear.
 * `--month YYYY-MM`, `--closures N` (a month), `--every N` (one step in N is struck). Ends with 1 where anything differs.
 */
const root = fileURLToPath(new URL('../../../../', import.meta.url));
// Parts of its own: what is killed here is nobody else's.
process.env['STACK_DIRECTORY'] = join(root, '.stack', 'chaos');
process.env['STACK_MODE'] = 'native';
mkdirSync(process.env['STACK_DIRECTORY'], { recursive: true, mode: 0o755 });
const { startStack, stopStack } = await import('@answerable/stack');
const { Chaos, inClear, liveAMonth, partFaults, Random, serviceFaults } = await import('@answerable/simulate');

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? undefined : process.argv[at + 1];
};
const seed = Number(option('seed') ?? 2013);
const month = option('month') ?? '2025-11';
const closures = Number(option('closures') ?? 20);
const every = Number(option('every') ?? 1);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const began = performance.now();

say(`A month of chaos: seed ${seed}, ${month}, about ${closures} closures a month, a fault at one step in ${every}.`);
try {
  await startStack({ realmMode: 'test', onProgress: (line) => say(`  ${line}`) });
  const chaos = new Chaos(seed, { ...serviceFaults, ...partFaults }, (line) => say(`  ${line}`));
  const settings = { seed, month, closuresAMonth: [closures, closures + 4] as const };
  const found: string[] = [];
  const calm = await liveAMonth(settings);
  say(`The calm month is over after ${seconds()} s.`);
  const moments = new Random(seed);
  const struck = await liveAMonth({
    ...settings,
    between: async (at, reach) => {
      if (moments.chance(1 / every)) await chaos.strike(at, reach);
    },
    look: async (lived) => void found.push(...(await inClear(lived, process.env['STACK_DIRECTORY']))),
  });
  const lost = missingFrom(struck.facts.map(withoutDay), calm.facts.map(withoutDay));
  const moved = missingFrom(struck.facts.map(asText), calm.facts.map(asText)).length - lost.length;
  const doubled = struck.facts.length - new Set(struck.facts.map((fact) => JSON.stringify(fact))).size;
  const checks: readonly [string, boolean][] = [
    [
      `lost: ${lost.length} of ${calm.facts.length} things that happened in the calm month${lost.length > 0 ? ` (${lost.slice(0, 3).join('; ')})` : `; ${moved} came on another day or with another of the answers in random order`}`,
      lost.length === 0,
    ],
    [`doubled: ${doubled}`, doubled === 0],
    ['every report is the calm one, byte for byte', same(calm.reports, struck.reports) && calm.reports.length > 0],
    ['every disposition is the calm one', same(calm.dispositions, struck.dispositions)],
    ['the dispositions add up to the closures', struck.sumHolds],
    [
      `contacts in clear: ${found.length}${found.length > 0 ? ` (${found.slice(0, 3).join('; ')})` : ''}`,
      found.length === 0,
    ],
  ];
  const kinds = Map.groupBy(chaos.struck, ({ fault }) => fault);
  say(`\nFaults survived: ${chaos.struck.length}, of ${kinds.size} kinds`);
  for (const [fault, those] of kinds) say(`  ${String(those.length).padStart(3)}  ${fault}`);
  for (const [what, holds] of checks) say(`${holds ? 'holds ' : 'BROKEN'}  ${what}`);
  const broken = checks.filter(([, holds]) => !holds).length;
  say(`\nseed ${seed}: ${broken === 0 ? 'passed' : `${broken} broken`} after ${seconds()} s`);
  process.exitCode = broken === 0 ? 0 : 1;
} finally {
  await stopStack();
}

function asText(fact: object): string {
  return JSON.stringify(fact);
}

/**
 * A day of staff takes what came first: after a fault that may be somebody else. And what somebody picks from answers in random order
 * depends on that order, which is another in every run; the answers that count are compared as reports.
 */
function withoutDay(fact: { on: string; answers?: unknown }): string {
  return JSON.stringify({ ...fact, on: undefined, answers: undefined });
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
