import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { z } from 'zod';

const line = z.object({ subject: z.string(), refusals: z.array(z.string()), on: z.iso.date() });
export type Erasure = z.infer<typeof line>;

/**
 * Whose details were erased, kept outside the database: after a restore of an older backup it is replayed, so that nobody
 * who said no comes back. One JSON line each; hashes only.
 */
export class ErasureList {
  constructor(
    private readonly file: string | undefined,
    private readonly hash: (key: string) => string,
    private readonly clock: Clock,
  ) {}

  /** Written once the erasure is committed; a line too many does no harm, a line too few is found by the replay's count. */
  add(tx: Tx, subjectKey: string, refusedKeys: readonly string[]): void {
    const file = this.file;
    if (!file) return;
    const entry: Erasure = {
      subject: erasureName(subjectKey),
      refusals: refusedKeys.map((k) => this.hash(k)),
      on: this.clock.today(),
    };
    tx.afterCommit(() => appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 }));
  }

  all(): Erasure[] {
    if (!this.file || !existsSync(this.file)) return [];
    return readFileSync(this.file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((text) => line.parse(JSON.parse(text)));
  }
}

/** Name of a person in the erasure list: the hash of her key, which is a keyed hash already. */
export const erasureName = (subjectKey: string): string =>
  createHash('sha256').update(`erased ${subjectKey}`).digest('hex');
