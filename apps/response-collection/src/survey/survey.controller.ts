import { questionnaires } from '@answerable/questionnaire';
import type { EventData } from '@answerable/contracts';
import { EventRejected, HandlesEvents, type ReceivedEvent } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { CONFIG } from '@answerable/service';
import { Controller, Inject } from '@nestjs/common';
import type { Config } from '../config.js';
import { bundlesFit } from '../submission/submission.js';
import { SurveyStore } from './survey.store.js';

type Issued = EventData<'surveys.survey.issued.v1'>;

/** Takes over each survey that delivery issues, changes or cancels. */
@Controller()
export class SurveyController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SurveyStore) private readonly surveys: SurveyStore,
  ) {}

  @HandlesEvents('surveys.survey.issued.v1')
  async receive(events: ReceivedEvent<Issued>[], tx: Tx): Promise<void> {
    const ours = events
      .map(({ data }) => data)
      .filter(({ organisationId }) => organisationId === this.config.ORGANISATION_ID);
    for (const survey of ours) {
      if (!Object.hasOwn(questionnaires, survey.questionnaireVersion))
        throw new EventRejected(`there is no questionnaire ${survey.questionnaireVersion}`);
      if (!bundlesFit(survey.bundles))
        throw new EventRejected('a bundle of attributes is larger than a record has room for');
    }
    if (ours.length > 0) await this.surveys.receive(tx, ours);
  }
}
