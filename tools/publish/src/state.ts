import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const fileState = z.strictObject({
  digest: z.string(),
  /** Sequence number of the file's first event. */
  firstSequence: z.number().int().positive(),
  /** So many of its events have a receipt. */
  acknowledged: z.number().int().nonnegative(),
  finished: z.boolean(),
});
const stateSchema = z.strictObject({
  source: z.string(),
  nextSequence: z.number().int().positive(),
  file: fileState.nullable(),
});
export type PublishState = z.infer<typeof stateSchema>;

/**
 * Where a source stands: sequence numbers are gap-free for ever, so this file must outlive each run. Throws where the file
 * belongs to another source or cannot be read.
 */
export async function readState(path: string, source: string): Promise<PublishState> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return { source, nextSequence: 1, file: null };
  const state = stateSchema.parse(JSON.parse(text));
  if (state.source !== source) throw new Error(`the state file belongs to ${state.source}: name another with --state`);
  return state;
}

/** Written beside and renamed: an interruption leaves the old state or the new one. */
export async function writeState(path: string, state: PublishState): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(state, null, 2)}\n`);
  await rename(`${path}.new`, path);
}

/** The state to begin or resume this file with; the same file keeps the numbers it was given. */
export function stateFor(
  state: PublishState,
  digest: string,
): PublishState & { file: NonNullable<PublishState['file']> } {
  if (state.file?.digest === digest) return { ...state, file: state.file };
  return { ...state, file: { digest, firstSequence: state.nextSequence, acknowledged: 0, finished: false } };
}

export async function digestOf(path: string, ...more: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const text of more) hash.update(text);
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
