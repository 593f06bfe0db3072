import { Outbox } from '@answerable/messaging';
import { Database } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { Injectable } from '@nestjs/common';

/** She said that it is not safe now: delivery sends nothing more before a person has looked. Nothing of it stays here. */
@Injectable()
export class ReportUnsafe {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async execute(surveyId: string): Promise<void> {
    await this.database.transaction((tx) =>
      this.outbox.add(tx, { type: 'responses.survey.unsafe.v1', data: { surveyId, on: this.clock.today() } }),
    );
  }
}
