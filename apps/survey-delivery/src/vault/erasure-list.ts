import { appendFileSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { ReceivedEvent } from '@answerable/messaging';
import { Clock, london } from '@answerable/service';
import { z } from 'zod';

/**
 * What a line is of: her details, what she wrote to us (or one form of the public page, by its own name), her no alone where her details
 * are still needed, for a call she asked for or by order of a court, or that a no of hers was written down by mistake. An earlier release takes
 * each for the first: it forgets too much, and asks nobody.
 */
const kinds = ['details', 'notes', 'refusal', 'taken-back'] as const;
const line = z.object({
  subject: z.string(),
  refusals: z.array(z.string()),
  on: z.iso.date(),
  /** Machine time; absent in lines of earlier releases. */
  at: z.iso.datetime().optional(),
  kind: z.enum(kinds).default('details'),
  /** Of a no: when it was said, as its story has it. Of what was taken back: that no alone; absent: whatever she said before. */
  saidAt: z.iso.datetime().optional(),
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
  add(
    kind: Erasure['kind'],
    subjectKey: string,
    { refused = [], saidAt }: { refused?: readonly string[]; saidAt?: Date | undefined } = {},
  ): void {
    if (!this.file) return;
    const at = new Date();
    const entry: Erasure = {
      subject: erasureName(subjectKey),
      refusals: refused.map((k) => this.hash(k)),
      on: this.clock.today(),
      at: at.toISOString(),
      kind,
      ...(saidAt && { saidAt: saidAt.toISOString() }),
    };
    appendFileSync(this.file, `\n${JSON.stringify(entry)}\n`, { mode: 0o600, flush: true });
    if (kind !== 'taken-back') return this.note(entry);
    this.gone.delete(`details ${entry.subject}`);
    this.all();
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
    const takenBack = Map.groupBy(
      lines.flatMap((entry, place) => (entry.kind === 'taken-back' ? [{ entry, place }] : [])),
      ({ entry }) => entry.subject,
    );
    const standing = lines.filter(
      (entry, place) =>
        entry.kind !== 'taken-back' &&
        !(takenBack.get(entry.subject) ?? []).some((back) => place < back.place && takesBack(back.entry, entry)),
    );
    for (const entry of standing) this.note(entry);
    return standing;
  }

  /** Whether that was erased after an event was told (broker's time): read again, it must not bring it back. Reads no file. */
  isGone(kind: 'details' | 'notes', subjectKey: string, { origin }: Pick<ReceivedEvent, 'origin'>): boolean {
    return Number(origin.timestamp) <= (this.gone.get(`${kind} ${erasureName(subjectKey)}`) ?? -1);
  }

  private note({ kind, subject, on, at }: Erasure): void {
    this.gone.set(`${kind} ${subject}`, Date.parse(at ?? `${on}T23:59:59Z`));
  }
}

/** Of a line from before the moment was kept, only the day is known. */
const takesBack = (back: Erasure, { saidAt, on }: Erasure): boolean =>
  back.saidAt === undefined ||
  back.saidAt === saidAt ||
  (saidAt === undefined && on === london.today(new Date(back.saidAt)));

/** Name of a person in the erasure list: the hash of her key, which is a keyed hash already. */
export const erasureName = (subjectKey: string): string =>
  createHash('sha256').update(`erased ${subjectKey}`).digest('hex');
