import { Injectable } from '@nestjs/common';
import type { LedgerEntry } from '@answerable/disclosure';
import { Database, type Tx } from '@answerable/persistence';

/** The release ledger: published values and bases. The database role may add and read; a trigger refuses the rest. */
@Injectable()
export class LedgerStore {
  constructor(private readonly database: Database) {}

  async all(organisationId: string): Promise<LedgerEntry[]> {
    const rows = await this.database.read<{ entry: LedgerEntry }>(
      'select entry from release_ledger where organisation_id = $1 order by sequence',
      [organisationId],
    );
    return rows.map((row) => row.entry);
  }

  async length(tx: Tx, organisationId: string): Promise<number> {
    const row = await tx.one<{ length: number }>(
      'select count(*)::int as length from release_ledger where organisation_id = $1',
      [organisationId],
    );
    return row?.length ?? 0;
  }

  async append(tx: Tx, organisationId: string, entries: readonly LedgerEntry[]): Promise<void> {
    await tx.query(
      `insert into release_ledger (organisation_id, sequence, entry)
       select $1, (entry->>'sequence')::int, entry from jsonb_array_elements($2::jsonb) as entry`,
      [organisationId, JSON.stringify(entries)],
    );
  }

  /** Organisations with a ledger and how many entries their last report says there are. */
  async expectedLengths(): Promise<{ organisationId: string; entries: number }[]> {
    return this.database.read(
      `select organisation_id as "organisationId", max(ledger_entries) as entries from (
         select organisation_id, ledger_entries from publications
         union all select organisation_id, 0 from release_ledger) as known
        group by organisation_id`,
    );
  }
}
