import { parseArgs } from 'node:util';
import { loadSolver } from '../attack/solver.js';
import { southwark } from '../southwark.js';
import { alarmYears } from './alarm-years.js';
import { attackYear } from './attack-year.js';
import { southwarkShape } from './population.js';
import { tryRejectedRules } from './rejected-rules.js';
import { simulateYear } from './simulate-year.js';

// npx --no -- node libs/disclosure/dist/src/red-team/main.js --years 500 [--headlines] [--pooled 3] [--seed 1] [--fitted] [--values]
// npx --no -- node libs/disclosure/dist/src/red-team/main.js --alarm 4000: how often the alarm goes off, over so many years a case.
// Figures appear after every year, as one line of JSON; stop it when there are enough.
const { values } = parseArgs({
  options: {
    years: { type: 'string', default: '20' },
    headlines: { type: 'boolean', default: false },
    pooled: { type: 'string' },
    seed: { type: 'string', default: '1' },
    // As if nobody told the gate how many answered by month and constituency.
    fitted: { type: 'boolean', default: false },
    // Says for every attacked cell which numbers of positive answers remain possible.
    values: { type: 'boolean', default: false },
    alarm: { type: 'string' },
  },
});
const config = { ...southwark, startsAt: '2026-01' };
const solver = await loadSolver();
const firstSeed = Number(values.seed);
const say = (line: unknown) => process.stdout.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);

if (values.alarm) {
  for (const reference of [0.1, 0.15, 0.2, 0.25, 0.3])
    for (const times of [1, 2]) {
      const signals = alarmYears({ reference, rate: times * reference, years: Number(values.alarm), seed: firstSeed });
      say({ reference, rate: times * reference, ...signals });
    }
  process.exit(0);
}

const total = {
  years: 0,
  published: 0,
  corrections: 0,
  publishedAgain: 0,
  boundaryChanges: 0,
  takenDown: 0,
  withheldByGate: 0,
  cells: 0,
  coalitions: 0,
  findings: 0,
  yearsProvedByPooling: 0,
};
for (let seed = firstSeed; seed < firstSeed + Number(values.years); seed += 1) {
  const simulated = await simulateYear({
    config,
    shape: southwarkShape,
    seed,
    answeredKnown: !values.fitted,
    headlinesOnly: values.headlines,
  });
  const { knownRespondents } = config.thresholds;
  const attacked = await attackYear(simulated, knownRespondents, solver, values.values);
  const { cells, coalitions, findings } = attacked;
  total.years += 1;
  total.published += simulated.ledger.filter(({ kind }) => kind === 'published').length;
  total.corrections += simulated.ledger.filter(({ kind }) => kind === 'corrected').length;
  total.publishedAgain += simulated.ledger.filter((entry) => entry.kind === 'published' && entry.version > 1).length;
  total.boundaryChanges += simulated.boundaryChange === null ? 0 : 1;
  total.takenDown += simulated.takenDown.length;
  total.withheldByGate += simulated.withheldByGate.length;
  total.cells += cells;
  total.coalitions += coalitions;
  total.findings += findings.length;
  for (const { table, measure, group, from, to } of simulated.withheldByGate)
    say({ seed, withheld: [table, measure, group, from, to] });
  for (const finding of findings) say({ seed, boundaryChange: simulated.boundaryChange, finding });
  if (values.values)
    for (const { target, of, values: left } of attacked.remaining) say({ seed, target, of, left: left.join() });
  if (values.pooled) {
    const pooled = await attackYear(simulated, Number(values.pooled), solver);
    if (pooled.findings.some(({ kind }) => kind === 'proved')) total.yearsProvedByPooling += 1;
  }
  say(total);
}

say('rejected rules, and how often each gives something away:');
const seeds = Array.from({ length: Math.min(Number(values.years), 10) }, (_, index) => firstSeed + index);
for (const { rule, cases, learnt } of await tryRejectedRules({ config, shape: southwarkShape, seeds, solver })) {
  say(`  ${rule}: ${learnt} of ${cases} (${Math.round((100 * learnt) / cases)}%)`);
}
