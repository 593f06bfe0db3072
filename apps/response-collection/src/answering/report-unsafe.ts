import { Outbox } from '@answerable/messaging';
import { Database } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';

/** She said that it is not safe now: delivery sends nothing more before a person has looked. Nothing of it stays here. */
@Injectable()
export class ReportUnsafe {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute(surveyId: string): Promise<void> {
    await this.database.transaction((tx) =>
      this.outbox.add(tx, { type: 'responses.survey.unsafe.v1', data: { surveyId, on: this.clock.today() } }),
    );
  }
}
