import { Injectable } from '@nestjs/common';
import { deliveryCoverage, intakeCoverage, type EventData } from '@answerable/contracts';
import { Database, type Tx } from '@answerable/persistence';

export type IntakeCoverage = EventData<'coverage.intake.counted.v1'>;
export type DeliveryCoverage = EventData<'coverage.delivery.counted.v1'>;

/** Whole snapshots by month; a later revision replaces an earlier one, in whatever order they arrive. */
@Injectable()
export class CoverageStore {
  constructor(private readonly database: Database) {}

  async keepIntake(tx: Tx, snapshot: IntakeCoverage): Promise<void> {
    await tx.query(
      `insert into intake_coverage (organisation_id, month, revision, data) values ($1, $2, $3, $4)
       on conflict (organisation_id, month) do update set revision = excluded.revision, data = excluded.data
        where intake_coverage.revision < excluded.revision`,
      [snapshot.organisationId, snapshot.month, snapshot.revision, snapshot],
    );
  }

  /** A month's frozen figures are never replaced by ones that were taken before its end. */
  async keepDelivery(tx: Tx, snapshot: DeliveryCoverage): Promise<void> {
    await tx.query(
      `insert into delivery_coverage (organisation_id, month, revision, frozen, data) values ($1, $2, $3, $4, $5)
       on conflict (organisation_id, month) do update
          set revision = excluded.revision, frozen = excluded.frozen, data = excluded.data
        where delivery_coverage.revision < excluded.revision and (excluded.frozen or not delivery_coverage.frozen)`,
      [snapshot.organisationId, snapshot.month, snapshot.revision, snapshot.frozen, snapshot],
    );
  }

  async intake(organisationId: string, months: readonly string[]): Promise<IntakeCoverage[]> {
    const told = await this.told('intake_coverage', organisationId, months);
    return told.map((snapshot) => intakeCoverage.parse(snapshot));
  }

  async delivery(organisationId: string, months: readonly string[]): Promise<DeliveryCoverage[]> {
    const told = await this.told('delivery_coverage', organisationId, months);
    return told.map((snapshot) => deliveryCoverage.parse(snapshot));
  }

  /** As it was told: a snapshot of an earlier release lacks what is counted since. */
  private async told(
    table: 'intake_coverage' | 'delivery_coverage',
    organisationId: string,
    months: readonly string[],
  ): Promise<unknown[]> {
    const rows = await this.database.read<{ data: unknown }>(
      `select data from ${table} where organisation_id = $1 and month = any($2) order by month`,
      [organisationId, months],
    );
    return rows.map((row) => row.data);
  }
}
