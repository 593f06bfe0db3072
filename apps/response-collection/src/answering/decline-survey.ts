import { Outbox } from '@answerable/messaging';
import { Database } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { Injectable } from '@nestjs/common';
import { SurveyStore } from '../survey/survey.store.js';

/** She says no: the survey ends here, and delivery hears of it at once. */
@Injectable()
export class DeclineSurvey {
  constructor(
    private readonly database: Database,
    private readonly surveys: SurveyStore,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async execute(surveyId: string, never: boolean): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.surveys.close(tx, surveyId))) return;
      await this.outbox.add(tx, {
        type: 'responses.survey.declined.v1',
        data: { surveyId, on: this.clock.today(), never },
      });
    });
  }
}
