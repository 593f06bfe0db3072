import { Injectable } from '@nestjs/common';
import { Database } from '@answerable/persistence';

export interface StoredResponse {
  readonly force: string;
  readonly text: string;
  readonly answeredOn: string;
  /** Null while every reader sees it. */
  readonly takenDownOn: string | null;
  readonly why: string | null;
}

/** Public responses of forces, one for each report, and which were taken down; append-only. */
@Injectable()
export class PoliceResponseStore {
  constructor(private readonly database: Database) {}

  async of(reportId: string): Promise<StoredResponse[]> {
    return this.database.read(
      `select r.force, r.text, r.answered_on::text as "answeredOn", t.taken_down_on::text as "takenDownOn", t.why
         from police_responses r left join police_response_takedowns t using (report_id, force) where r.report_id = $1`,
      [reportId],
    );
  }

  /** False where the force has answered before. */
  async add(of: { reportId: string; force: string; text: string; subject: string; on: string }): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const rows = await tx.query(
        `insert into police_responses (report_id, force, text, subject, answered_on) values ($1, $2, $3, $4, $5)
         on conflict do nothing returning force`,
        [of.reportId, of.force, of.text, of.subject, of.on],
      );
      return rows.length > 0;
    });
  }

  /** False where there is none that readers see. */
  async takeDown(of: { reportId: string; force: string; why: string; subject: string; on: string }): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const rows = await tx.query(
        `insert into police_response_takedowns (report_id, force, why, subject, taken_down_on)
         select report_id, force, $3, $4, $5 from police_responses where report_id = $1 and force = $2
         on conflict do nothing returning force`,
        [of.reportId, of.force, of.why, of.subject, of.on],
      );
      return rows.length > 0;
    });
  }
}
