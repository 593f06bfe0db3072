import { Injectable } from '@nestjs/common';
import type { EventData, RecordKind } from '@answerable/contracts';
import { Database, type Tx } from '@answerable/persistence';
import type { Fact } from './fact.js';
import type { Forgotten } from './forgotten.js';

export interface Batch {
  readonly batchId: string;
  readonly organisationId: string;
  readonly kind: RecordKind;
  readonly period: string;
  readonly records: number;
}

export interface BatchStatus extends Batch {
  readonly state: 'waiting' | 'opened' | 'faulty';
  readonly fault: string | null;
  readonly arrived: number;
}

const factTables: Readonly<Record<RecordKind, string>> = {
  headline: 'headline_counts',
  area: 'area_counts',
  borough: 'borough_facts',
  constituency: 'constituency_counts',
  characteristic: 'characteristic_counts',
};

const batchColumns = `batch_id as "batchId", organisation_id as "organisationId", kind, period, records`;

@Injectable()
export class BatchStore {
  constructor(private readonly database: Database) {}

  /** Another one of a period that is open already is refused. */
  async announce(tx: Tx, batches: readonly (Batch & { evidence: unknown })[]): Promise<void> {
    await tx.query(
      `insert into batches (batch_id, organisation_id, kind, period, records, evidence)
       select batch_id, organisation_id, kind, period, records, evidence
         from jsonb_to_recordset($1::jsonb) as b(batch_id uuid, organisation_id text, kind text, period text, records int, evidence jsonb)
       on conflict (batch_id) do nothing`,
      [
        JSON.stringify(
          batches.map((b) => ({
            batch_id: b.batchId,
            organisation_id: b.organisationId,
            kind: b.kind,
            period: b.period,
            records: b.records,
            evidence: b.evidence,
          })),
        ),
      ],
    );
    for (const { organisationId, kind, period } of batches) await this.refuseOthers(tx, organisationId, kind, period);
  }

  /** Where one of the period is open, every other one of it is none. */
  private async refuseOthers(tx: Tx, organisationId: string, kind: RecordKind, period: string): Promise<void> {
    await tx.query(
      `update batches set state = 'refused', fault = null
        where organisation_id = $1 and kind = $2 and period = $3 and state in ('waiting', 'faulty')
          and exists (select 1 from batches o
                       where o.organisation_id = $1 and o.kind = $2 and o.period = $3 and o.state = 'opened')`,
      [organisationId, kind, period],
    );
  }

  /** Records of a batch that was refused go unopened, also those that come behind it. */
  async dropRefused(): Promise<void> {
    await this.database.read(
      `delete from sealed_records where batch_id in (select batch_id from batches where state = 'refused')`,
    );
  }

  /** `arrived`: the month, which is that after the close for all of a batch; without it one that nobody announces would never go. */
  async keep(
    tx: Tx,
    records: readonly { recordId: string; batchId: string; sealed: string }[],
    arrived: string,
  ): Promise<void> {
    await tx.query(
      `insert into sealed_records (record_id, batch_id, sealed, arrived)
       select *, $4 from unnest($1::uuid[], $2::uuid[], $3::text[])
       on conflict (record_id) do nothing`,
      [records.map((r) => r.recordId), records.map((r) => r.batchId), records.map((r) => r.sealed), arrived],
    );
  }

  /** Locks a batch whose records have all arrived (or more than were announced), if there is one. */
  async claimComplete(tx: Tx): Promise<(Batch & { arrived: number }) | undefined> {
    return tx.one(
      `select ${batchColumns}, (select count(*)::int from sealed_records s where s.batch_id = b.batch_id) as arrived
         from batches b
        where state = 'waiting'
          and (select count(*) from sealed_records s where s.batch_id = b.batch_id) >= records
        order by batch_id
        limit 1 for update of b skip locked`,
    );
  }

  async sealedOf(tx: Tx, batchId: string): Promise<string[]> {
    const rows = await tx.query<{ sealed: string }>('select sealed from sealed_records where batch_id = $1', [batchId]);
    return rows.map((row) => row.sealed);
  }

  /**
   * Facts go in, sealed records go out, in one transaction: no row of one can be told to be of the other. Facts that are
   * equal become one row with their number; those of the borough hold all answers and are hardly ever equal.
   */
  async replaceByFacts(tx: Tx, batch: Batch, facts: readonly Fact[]): Promise<void> {
    const table = factTables[batch.kind];
    const rows = batch.kind === 'borough' ? facts : countEqual(facts);
    for (let at = 0; at < rows.length; at += 5000) {
      await tx.query(
        `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb) order by random()`,
        [JSON.stringify(rows.slice(at, at + 5000))],
      );
    }
    await tx.query('delete from sealed_records where batch_id = $1', [batch.batchId]);
    await tx.query(`update batches set state = 'opened' where batch_id = $1`, [batch.batchId]);
    await this.refuseOthers(tx, batch.organisationId, batch.kind, batch.period);
  }

  async markFaulty(tx: Tx, batchId: string, fault: string): Promise<void> {
    await tx.query(`update batches set state = 'faulty', fault = $2 where batch_id = $1`, [batchId, fault]);
  }

  /** After an update of the service, what could not be opened is tried once more. */
  async retryFaulty(): Promise<void> {
    await this.database.transaction((tx) =>
      tx.query(`update batches set state = 'waiting', fault = null where state = 'faulty'`),
    );
  }

  async statusOf(organisationId: string, periods: readonly string[]): Promise<BatchStatus[]> {
    return this.database.read(
      `select ${batchColumns}, state, fault,
              case when state = 'opened' then records else 0 end
                + (select count(*)::int from sealed_records s where s.batch_id = b.batch_id) as arrived
         from batches b where organisation_id = $1 and period = any($2) and state <> 'refused' order by period, kind`,
      [organisationId, periods],
    );
  }

  /** What came with the headlines of the newest months, newest first. */
  async evidence(
    organisationId: string,
    months: number,
  ): Promise<
    {
      month: string;
      records: number;
      evidence: NonNullable<EventData<'responses.batch.closed.v1'>['evidence']>;
    }[]
  > {
    return this.database.read(
      `select period as month, records, evidence from batches
        where organisation_id = $1 and kind = 'headline' and state <> 'refused' and evidence <> 'null'::jsonb order by period desc limit $2`,
      [organisationId, months],
    );
  }

  async pending(): Promise<number> {
    const [row] = await this.database.read<{ pending: number }>(
      `select count(*)::int as pending from batches b where state = 'waiting'
          and (select count(*) from sealed_records s where s.batch_id = b.batch_id) >= records`,
    );
    return row?.pending ?? 0;
  }

  /** Those that cannot be opened, and those of which more came after they were. */
  async faulty(): Promise<number> {
    const [row] = await this.database.read<{ count: number }>(
      `select count(*)::int as count from batches b where state = 'faulty'
          or (state = 'opened' and exists (select 1 from sealed_records s where s.batch_id = b.batch_id))`,
    );
    return row?.count ?? 0;
  }

  /**
   * Answers of these periods and before; published figures are kept for ever. Of a batch that was opened the id stays, so that a
   * second one is not counted; one that was not has nothing left to open.
   */
  async forget(tx: Tx, { month, halfYear, year, arrived }: Forgotten): Promise<number> {
    const old = `case when kind = 'headline' then period <= $1 when kind in ('area', 'borough') then period <= $2 else period <= $3 end`;
    const statements: readonly (readonly [string, readonly string[]])[] = [
      ['delete from headline_counts where month <= $1 returning 1', [month]],
      ['delete from area_counts where half_year <= $1 returning 1', [halfYear]],
      ['delete from borough_facts where half_year <= $1 returning 1', [halfYear]],
      ['delete from constituency_counts where year <= $1 returning 1', [year]],
      ['delete from characteristic_counts where year <= $1 returning 1', [year]],
      [
        `delete from sealed_records
          where arrived <= $4 or batch_id in (select batch_id from batches where ${old}) returning 1`,
        [month, halfYear, year, arrived],
      ],
      [`delete from batches where state <> 'opened' and ${old} returning 1`, [month, halfYear, year]],
      [`update batches set evidence = 'null' where evidence <> 'null' and ${old} returning 1`, [month, halfYear, year]],
    ];
    let forgotten = 0;
    for (const [sql, periods] of statements) forgotten += (await tx.query(sql, [...periods])).length;
    return forgotten;
  }
}

function countEqual(facts: readonly Fact[]): readonly Fact[] {
  const equal = Map.groupBy(facts, (fact) => JSON.stringify(fact));
  return [...equal.values()].map((same) => ({ ...same[0], records: same.length }));
}
