import { releasedRecord, type SurveyState } from '@answerable/contracts';
import { decodeProtectedHeader, type CryptoKey } from 'jose';
import { open } from '../keys/sealing.js';
import { paddedRecord } from '../submission/submission.js';

const MIXING = /^mixing-/;

/** Which key a JWE says it is sealed to; undefined where it says none. */
function kidOf(sealed: string): string | undefined {
  try {
    return decodeProtectedHeader(sealed).kid;
  } catch {
    return undefined;
  }
}

/** Whether every bundle of a survey has this outer seal: another one could not be taken off when its answers leave. */
export function isSealedTo(kid: string, { area, borough, constituency }: SurveyState['bundles']): boolean {
  return [...area, borough, ...constituency].every((bundle) => kidOf(bundle) === kid);
}

/**
 * The record with its attributes as reporting opens them, in the same size; as it was where it carries none, or waited
 * already and lost the outer seal then. Throws where the key is gone.
 */
export async function withoutOuterSeal(clear: Uint8Array, keys: ReadonlyMap<string, CryptoKey>): Promise<Uint8Array> {
  const { success, data } = releasedRecord.safeParse(JSON.parse(Buffer.from(clear).toString()));
  if (!success || data.bundle === null) return clear;
  const kid = kidOf(data.bundle) ?? '';
  if (!MIXING.test(kid)) return clear;
  const key = keys.get(kid);
  if (!key) throw new Error(`attributes are sealed to ${kid}, which is gone`);
  const bundle = Buffer.from(await open(key, data.bundle)).toString();
  const { pad: _, ...record } = data;
  return paddedRecord({ ...record, bundle });
}
