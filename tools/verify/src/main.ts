import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { TrustedKey } from './finding.js';
import { verifyReport } from './verify-report.js';

const usage = `Checks sealed reports, offline.

  answerable-verify REPORT.json... --key KEY [--chain CHAIN.json]

KEY is the public key as printed (43 characters) or a file with the published keys.
CHAIN.json is the published chain of seals; with it, verify also shows that no report was left out.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    key: { type: 'string', multiple: true },
    chain: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help || positionals.length === 0 || !values.key) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const keys = values.key.flatMap(keysIn);
const chain = values.chain === undefined ? undefined : readFileSync(values.chain, 'utf8');
let genuine = true;
for (const path of positionals) {
  const result = verifyReport({ report: readFileSync(path, 'utf8'), keys, ...(chain !== undefined && { chain }) });
  genuine &&= result.genuine;
  console.log(`${path}: ${result.genuine ? 'GENUINE' : 'NOT GENUINE'}`);
  for (const sentence of [...result.faults, ...result.notes].map((each) => each.sentence))
    console.log(`  ! ${sentence}`);
  for (const sentence of result.proved) console.log(`  ${sentence}`);
  for (const sentence of result.open) console.log(`  Not checked: ${sentence}`);
}
process.exit(genuine ? 0 : 1);

function keysIn(given: string): TrustedKey[] {
  if (/^[\w-]{43}$/.test(given)) return [{ publicKey: given }];
  const file = JSON.parse(readFileSync(given, 'utf8')) as TrustedKey | { keys: TrustedKey[] };
  return 'keys' in file ? file.keys : [file];
}
