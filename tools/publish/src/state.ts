import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const fileState = z.strictObject({
  digest: z.string(),
  name: z.string().default('an export'),
  /** Sequence number of the file's first event. */
  firstSequence: z.number().int().positive(),
  /** So many of its events have a receipt. */
  acknowledged: z.number().int().nonnegative(),
  finished: z.boolean(),
  /** By the service, so far; of a finished file also the rows that were refused here. */
  refused: z.number().int().nonnegative().default(0),
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

/** Another export was interrupted and is not finished: its rows without a receipt would be left out unnoticed. */
export class Unfinished extends Error {
  override readonly name = 'Unfinished';

  constructor(file: NonNullable<PublishState['file']>) {
    super(
      `${file.name} was interrupted after ${file.acknowledged} events. Publish it again first, with the same column map: it goes on where it was. ` +
        'If it is gone and this export holds all of its rows, add --abandon',
    );
  }
}

/** The service knows this source, and this run does not: numbers given out again would be other events under the same number. */
export class Forgotten extends Error {
  override readonly name = 'Forgotten';

  constructor(path: string, highest: number) {
    super(
      `Event ${highest} of this source has arrived, and there is no state file ${path}: name the place of the one that was used with --state. ` +
        `If it is lost, add --abandon: numbering goes on after ${highest}, and rows that arrived before are known already`,
    );
  }
}

/** What to do where another export was interrupted; what is only judged stands in nobody's way. */
export type OnOther = 'refuse' | 'abandon' | 'only-judge';

/**
 * The state to begin or resume this file with; the same file keeps the numbers it was given. `highest` gives the highest number
 * that arrived from this source, for a file that is begun although the one before was abandoned or is not remembered. Throws
 * Unfinished and Forgotten.
 */
export async function stateFor(
  state: PublishState,
  { digest, name, path, onOther }: { digest: string; name: string; path: string; onOther: OnOther },
  highest: () => Promise<number>,
): Promise<PublishState & { file: NonNullable<PublishState['file']> }> {
  const { file: before } = state;
  if (before?.digest === digest) return { ...state, file: before };
  const begun = (firstSequence: number) => ({
    ...state,
    file: { digest, name, firstSequence, acknowledged: 0, finished: false, refused: 0 },
  });
  if (before?.finished || onOther === 'only-judge') return begun(state.nextSequence);
  if (!before) {
    const arrived = await highest();
    if (arrived >= state.nextSequence && onOther === 'refuse') throw new Forgotten(path, arrived);
    return begun(Math.max(state.nextSequence, arrived + 1));
  }
  if (onOther === 'refuse') throw new Unfinished(before);
  // What was reserved and never sent would stay a gap for ever.
  return begun(Math.max(before.firstSequence + before.acknowledged, (await highest()) + 1));
}

/**
 * Keeps a second run away from this source while one is under way: both would give out the same numbers. Returns what ends the
 * hold, or null where another run holds it. A run that was killed holds nothing.
 */
export async function holdState(path: string): Promise<(() => Promise<void>) | null> {
  const lock = `${path}.lock`;
  for (const _ of [1, 2]) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      return () => rm(lock, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (isRunning(Number(await readFile(lock, 'utf8').catch(() => '')))) return null;
    await rm(lock, { force: true });
  }
  return null;
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export async function digestOf(path: string, ...more: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const text of more) hash.update(text);
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
