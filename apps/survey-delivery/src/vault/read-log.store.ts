import { Injectable } from '@nestjs/common';
import { rowsOf, type Tx } from '@answerable/persistence';

export interface ReadLine {
  subject: string;
  name: string;
  purpose: string;
  episodeId: string | null;
  reference: string | null;
  at: Date;
}

const readLines = rowsOf<ReadLine>([
  ['person_subject', 'text', 'subject'],
  ['person_name', 'text', 'name'],
  ['purpose', 'text', 'purpose'],
  ['episode_id', 'uuid', 'episodeId'],
  ['reference', 'text', 'reference'],
  ['read_at', 'timestamptz', 'at'],
]);

/** Who opened which contact, when and what for; it is only ever added to. `VaultStore.enter` comes first in every transaction. */
@Injectable()
export class ReadLogStore {
  async noteReads(tx: Tx, organisationId: string, reads: readonly ReadLine[]): Promise<void> {
    if (reads.length === 0) return;
    await tx.query(
      `insert into vault_reads (organisation_id, ${readLines.names})
       select $${readLines.count + 1}, ${readLines.names} from ${readLines.source} as row`,
      [...readLines.values(reads), organisationId],
    );
  }

  /** Reads, stories and uses of the switch that are six years old; the function of the database decides what that is. */
  async forgetOldAudit(tx: Tx): Promise<number> {
    return (await tx.one<{ n: number }>('select forget_old_audit() as n'))!.n;
  }

  /** How many contacts a person opened in full since then. What the system shows of itself (a first name) does not count. */
  async revealsSince(tx: Tx, subject: string, since: Date): Promise<number> {
    const row = await tx.one<{ n: number }>(
      `select count(*)::int as n from vault_reads where person_subject = $1 and read_at > $2
          and purpose in ('safe-contact-check', 'telephone-call', 'letter-returned', 'data-subject-request', 'safeguarding', 'own-route')`,
      [subject, since],
    );
    return row!.n;
  }

  async reads(
    tx: Tx,
    before: number | null,
    limit: number,
  ): Promise<
    { position: number; at: Date; subject: string; name: string; purpose: string; reference: string | null }[]
  > {
    return tx.query(
      `select position::int, read_at as at, person_subject as subject, person_name as name, purpose, reference
         from vault_reads where $1::bigint is null or position < $1 order by position desc limit $2`,
      [before, limit],
    );
  }

  async readsOf(tx: Tx, episodeIds: readonly string[]): Promise<{ at: Date; by: string; purpose: string }[]> {
    return tx.query(
      `select read_at as at, person_name as by, purpose from vault_reads where episode_id = any($1) order by position`,
      [episodeIds],
    );
  }

  async referencesRead(tx: Tx, purpose: string): Promise<Set<string>> {
    const rows = await tx.query<{ reference: string }>(
      `select distinct reference from vault_reads where purpose = $1 and reference is not null`,
      [purpose],
    );
    return new Set(rows.map((r) => r.reference));
  }
}
