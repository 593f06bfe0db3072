import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '@answerable/service';
import {
  CodeTables,
  faultsOf,
  normaliseOffenceClass,
  normaliseOutcomeCode,
  offenceRows,
  outcomeRows,
  type OffenceRow,
  type OutcomeRow,
} from './code-tables.js';

export interface LoadedCodeTables {
  readonly tables: CodeTables;
  /** Changes when the files' content does. */
  readonly digest: string;
  /** The rows as published to integrators. */
  readonly rows: { readonly outcomes: readonly OutcomeRow[]; readonly offences: readonly OffenceRow[] };
}

/** The tables that come with the service; an operator may mount newer ones elsewhere (`CODE_TABLES_DIR`). */
export const shippedTables = join(packageRoot(import.meta.url), 'code-tables');

/** Reads and checks `outcomes.json` and `offences.json` of a folder; throws one error that names every fault. */
export async function loadCodeTables(folder: string): Promise<LoadedCodeTables> {
  const [outcomesText, offencesText] = await Promise.all(
    ['outcomes.json', 'offences.json'].map((file) => readFile(join(folder, file), 'utf8')),
  );
  const outcomes = outcomeRows.parse(JSON.parse(outcomesText!));
  const offences = offenceRows.parse(JSON.parse(offencesText!));
  const faults = [
    ...faultsOf(outcomes, normaliseOutcomeCode).map((fault) => `outcomes.json: ${fault}`),
    ...faultsOf(offences, normaliseOffenceClass).map((fault) => `offences.json: ${fault}`),
  ];
  if (faults.length > 0) throw new Error(`code tables cannot be used: ${faults.join('; ')}`);
  const digest = createHash('sha256').update(outcomesText!).update(offencesText!).digest('hex');
  return { tables: new CodeTables(outcomes, offences), digest, rows: { outcomes, offences } };
}
