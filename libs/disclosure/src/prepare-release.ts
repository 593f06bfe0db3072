import type { Release, ReleaseInput } from './release.js';

/**
 * The one function a report needs: plans from bases, asks for the counts of the planned cells, attacks the result
 * and returns what may be shown, what is withheld and what the ledger gains.
 * Throws LedgerTampered, ConfigRefused, BasesRefused.
 */
export async function prepareRelease(_input: ReleaseInput): Promise<Release> {
  throw new Error('not built yet');
}
