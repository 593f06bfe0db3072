import { Outbox, type OutboxMessage } from '@answerable/messaging';
import { Database, type Tx } from '@answerable/persistence';
import { Injectable } from '@nestjs/common';
import { forgotten } from '../survey/survey.store.js';
import type { SealedKind } from './submission.js';

export interface SealedRow {
  readonly recordId: string;
  readonly kind: SealedKind;
  readonly leaves: string;
  readonly sealed: string;
  readonly withdrawalHash: Buffer;
}

@Injectable()
export class SubmissionStore {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /**
   * One statement: the survey forgets all but its id, its drafts go, its records come, and delivery is told. False where it was sent, revoked or
   * changed in another tab meanwhile; then nothing has happened.
   */
  async submit(
    tx: Tx,
    draft: { surveyId: string; draftId: Buffer; sealedAnswers: Buffer },
    month: string,
    rows: readonly SealedRow[],
    announcements: readonly OutboxMessage[],
  ): Promise<boolean> {
    const told = this.outbox.within(tx, announcements, { first: 10, condition: 'exists (select 1 from closed)' });
    const kept = await tx.query(
      `with closed as (
         update surveys set state = 'closed', ${forgotten}
          where survey_id = $1 and state = 'open'
            and exists (select 1 from drafts where draft_id = $2 and survey_id = $1 and sealed_answers = $3)
         returning survey_id
       ), gone as (
         delete from drafts where survey_id in (select survey_id from closed)
       ), told as (
         ${told.sql}
       )
       insert into records (record_id, mixing_month, kind, leaves, sealed, withdrawal_hash)
       select record_id, $4, kind, leaves, sealed, withdrawal_hash
         from unnest($5::uuid[], $6::text[], $7::text[], $8::text[], $9::bytea[]) as row (record_id, kind, leaves, sealed, withdrawal_hash)
        where exists (select 1 from closed)
       on conflict (record_id) do update
          set mixing_month = excluded.mixing_month, leaves = excluded.leaves, sealed = excluded.sealed, withdrawal_hash = excluded.withdrawal_hash
       returning 1`,
      [
        draft.surveyId,
        draft.draftId,
        draft.sealedAnswers,
        month,
        rows.map((row) => row.recordId),
        rows.map((row) => row.kind),
        rows.map((row) => row.leaves),
        rows.map((row) => row.sealed),
        rows.map((row) => row.withdrawalHash),
        ...told.parameters,
      ],
    );
    return kept.length > 0;
  }

  /** The month whose records these hashes lead to. */
  async monthOf(hashes: readonly Buffer[]): Promise<string | undefined> {
    const [row] = await this.database.read<{ month: string }>(
      'select mixing_month as month from records where withdrawal_hash = any($1::bytea[]) limit 1',
      [hashes],
    );
    return row?.month;
  }

  /**
   * Deletes what these hashes lead to and counts it once; nothing tells the caller whether there was anything. The key's row is
   * locked first, as the close of a month does, so that neither waits for the other for ever.
   */
  async withdraw(hashes: readonly Buffer[]): Promise<void> {
    await this.database.read(
      `with months as materialized (
         select month from mixing_keys where month in (select mixing_month from records where withdrawal_hash = any($1::bytea[]))
            for no key update
       ), gone as (
         delete from records where withdrawal_hash = any($1::bytea[]) and mixing_month in (select month from months)
         returning mixing_month
       )
       update mixing_keys set withdrawn = withdrawn + 1 where month in (select mixing_month from gone)`,
      [hashes],
    );
  }
}
