import { appendFileSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { ReceivedEvent } from '@answerable/messaging';
import { Clock } from '@answerable/service';
import { z } from 'zod';

/**
 * What a line is of: her details, what she wrote to us (or one form of the public page, by its own name), her no alone where her details
 * are still needed, for a call she asked for or by order of a court, or that her no was written down by mistake. An earlier release takes each
 * for the first: it forgets too much, and asks nobody.
 */
const kinds = ['details', 'notes', 'refusal', 'taken-back'] as const;
const line = z.object({
  subject: z.string(),
  refusals: z.array(z.string()),
  on: z.iso.date(),
  /** Machine time; absent in lines of earlier releases. */
  at: z.iso.datetime().optional(),
  kind: z.enum(kinds).default('details'),
});
export type Erasure = z.infer<typeof line>;

/**
 * What was erased, and whose no is remembered, kept outside the database: after a restore of an older backup it is replayed, so that
 * nobody who said no comes back. One JSON line each; hashes only.
 */
export class ErasureList {
  /** Since when each kind of each subject is gone: machine time in milliseconds. */
  private readonly gone = new Map<string, number>();

  constructor(
    private readonly file: string | undefined,
    private readonly hash: (key: string) => string,
    private readonly clock: Clock,
  ) {}

  /**
   * Written, to the disk, before the erasure is committed: a line too many does no harm, for she did say no; a line too few would
   * bring her back - but `taken-back` after the commit, for the same reason. The line break comes first, so that a line cut short by
   * a crash spoils no other.
   */
  add(kind: Erasure['kind'], subjectKey: string, refusedKeys: readonly string[] = []): void {
    if (!this.file) return;
    const at = new Date();
    const entry: Erasure = {
      subject: erasureName(subjectKey),
      refusals: refusedKeys.map((k) => this.hash(k)),
      on: this.clock.today(),
      at: at.toISOString(),
      kind,
    };
    appendFileSync(this.file, `\n${JSON.stringify(entry)}\n`, { mode: 0o600, flush: true });
    this.note(entry);
  }

  /**
   * What still holds, in the order in which it was written: what was taken back is left out. Fails where the list cannot be written:
   * then nobody could be forgotten for good. A line cut short was of nobody erased.
   */
  all(): Erasure[] {
    if (!this.file) return [];
    appendFileSync(this.file, '', { mode: 0o600 });
    const lines = readFileSync(this.file, 'utf8')
      .split('\n')
      .filter((text) => text.endsWith('}'))
      .map((text) => line.parse(JSON.parse(text)));
    const takenBack = new Map(lines.flatMap(({ kind, subject }, i) => (kind === 'taken-back' ? [[subject, i]] : [])));
    const standing = lines.filter(({ subject }, i) => i > (takenBack.get(subject) ?? -1));
    for (const entry of standing) this.note(entry);
    return standing;
  }

  /** Whether that was erased after an event was told (broker's time): read again, it must not bring it back. Reads no file. */
  isGone(kind: 'details' | 'notes', subjectKey: string, { origin }: Pick<ReceivedEvent, 'origin'>): boolean {
    return Number(origin.timestamp) <= (this.gone.get(`${kind} ${erasureName(subjectKey)}`) ?? -1);
  }

  private note({ kind, subject, on, at }: Erasure): void {
    if (kind === 'taken-back') this.gone.delete(`details ${subject}`);
    else this.gone.set(`${kind} ${subject}`, Date.parse(at ?? `${on}T23:59:59Z`));
  }
}

/** Name of a person in the erasure list: the hash of her key, which is a keyed hash already. */
export const erasureName = (subjectKey: string): string =>
  createHash('sha256').update(`erased ${subjectKey}`).digest('hex');
