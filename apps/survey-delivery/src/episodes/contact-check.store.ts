import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';

/** Cases of which intake was told that their contact could not be read, and not since that one can be. */
@Injectable()
export class ContactCheckStore {
  async addUnreadable(tx: Tx, caseKeys: readonly string[]): Promise<void> {
    if (caseKeys.length === 0) return;
    await tx.query(`insert into unreadable_contacts (case_key) select unnest($1::text[]) on conflict do nothing`, [
      caseKeys,
    ]);
  }

  /** Takes out those that are among them, and gives them. */
  async takeUnreadable(tx: Tx, caseKeys: readonly string[]): Promise<Set<string>> {
    if (caseKeys.length === 0) return new Set();
    const rows = await tx.query<{ caseKey: string }>(
      `delete from unreadable_contacts where case_key = any($1) returning case_key as "caseKey"`,
      [caseKeys],
    );
    return new Set(rows.map((r) => r.caseKey));
  }
}
