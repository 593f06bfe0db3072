import { Injectable } from '@nestjs/common';
import { Database } from '@answerable/persistence';

export interface StoredResponse {
  readonly force: string;
  readonly text: string;
  readonly answeredOn: string;
}

/** Public responses of forces, one for each report; append-only. */
@Injectable()
export class PoliceResponseStore {
  constructor(private readonly database: Database) {}

  async of(reportId: string): Promise<StoredResponse[]> {
    return this.database.read(
      `select force, text, answered_on::text as "answeredOn" from police_responses where report_id = $1`,
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
}
