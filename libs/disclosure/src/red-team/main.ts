import { parseArgs } from 'node:util';
import { loadSolver } from '../attack/solver.js';
import { southwark } from '../southwark.js';
import { headlines } from '../tables.js';
import { attackYear } from './attack-year.js';
import { southwarkShape } from './population.js';
import { tryRejectedRules } from './rejected-rules.js';
import { simulateYear } from './simulate-year.js';

// node libs/disclosure/dist/src/red-team/main.js --years 500 [--seed 1] [--pooled 3] [--pooled-years 50] [--answered-known]
const { values } = parseArgs({
  options: {
    years: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    pooled: { type: 'string', default: '3' },
    'pooled-years': { type: 'string', default: '5' },
    'answered-known': { type: 'boolean', default: false },
  },
});
const years = Number(values.years);
const pooledYears = Number(values['pooled-years']);
const config = { ...southwark, startsAt: '2026-01' };
const solver = await loadSolver();
const total = {
  years: 0,
  published: 0,
  withheldByGate: 0,
  cells: 0,
  coalitions: 0,
  findings: 0,
  pooledYears: 0,
  pooledWithProof: 0,
};
const withheld = new Map<string, number>();

for (let year = 0; year < years; year += 1) {
  const simulated = await simulateYear({
    config,
    shape: southwarkShape,
    seed: Number(values.seed) + year,
    answeredKnown: values['answered-known'],
  });
  const result = attackYear(simulated, config.thresholds.knownRespondents, solver);
  total.years += 1;
  total.published += simulated.ledger.filter(({ kind }) => kind === 'published').length;
  total.withheldByGate += simulated.withheldByGate.length;
  for (const { table, measure } of simulated.withheldByGate) {
    withheld.set(`${table} ${measure}`, (withheld.get(`${table} ${measure}`) ?? 0) + 1);
  }
  total.cells += result.cells;
  total.coalitions += result.coalitions;
  total.findings += result.findings.length;
  for (const finding of result.findings) process.stdout.write(`year ${year}: ${JSON.stringify(finding)}\n`);
  if (year < pooledYears) {
    total.pooledYears += 1;
    const isHeadline = (measure: string) => (headlines as readonly string[]).includes(measure);
    const { findings } = attackYear(simulated, Number(values.pooled), solver, isHeadline);
    const proved = findings.some(({ kind }) => kind === 'proved');
    total.pooledWithProof += Number(proved);
  }
  process.stderr.write(`${JSON.stringify(total)}\n`);
}

const seeds = Array.from({ length: Math.min(years, 20) }, (_, index) => Number(values.seed) + index);
process.stdout.write(`${JSON.stringify(total, null, 2)}\n`);
process.stdout.write(`withheld by the gate: ${JSON.stringify(Object.fromEntries(withheld))}\n`);
process.stdout.write('rejected rules, and how often each gives something away:\n');
for (const { rule, cases, learnt } of tryRejectedRules({ config, shape: southwarkShape, seeds, solver })) {
  process.stdout.write(`  ${rule}: ${learnt} of ${cases} (${Math.round((100 * learnt) / cases)}%)\n`);
}
