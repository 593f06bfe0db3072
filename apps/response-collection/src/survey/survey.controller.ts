import { findQuestionnaire } from '@answerable/questionnaire';
import { mixingKid, type EventData } from '@answerable/contracts';
import { EventRejected, HandlesEvents, type ReceivedEvent } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { Clock, CONFIG, london } from '@answerable/service';
import { Controller, Inject } from '@nestjs/common';
import { MixingKeyStore } from '../closing/mixing-key.store.js';
import { isSealedTo } from '../closing/outer-seal.js';
import type { Config } from '../config.js';
import { bundlesFit } from '../submission/submission.js';
import { SurveyStore } from './survey.store.js';

type Issued = EventData<'surveys.survey.issued.v1'>;

/** Takes over each survey that delivery issues, changes or cancels. */
@Controller()
export class SurveyController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly surveys: SurveyStore,
    private readonly keys: MixingKeyStore,
    private readonly clock: Clock,
  ) {}

  @HandlesEvents('surveys.survey.issued.v1')
  async receive(events: ReceivedEvent<Issued>[], tx: Tx): Promise<void> {
    const ours = events
      .map(({ data }) => data)
      .filter(({ organisationId }) => organisationId === this.config.ORGANISATION_ID);
    for (const survey of ours) {
      if (!findQuestionnaire(survey.questionnaireVersion))
        throw new EventRejected(`there is no questionnaire ${survey.questionnaireVersion}`);
      if (!bundlesFit(survey.bundles))
        throw new EventRejected('bundles of attributes are of different sizes, or larger than a record has room for');
      if (!survey.cancelled && !(await this.canBeOpenedAtTheEnd(tx, survey)))
        throw new EventRejected(
          'bundles of attributes are not sealed to the key of the month in which the survey ends',
        );
    }
    if (ours.length > 0) await this.surveys.receive(tx, ours);
  }

  /** One that has ended already needs no key: it comes late, and is closed at once. */
  private async canBeOpenedAtTheEnd(tx: Tx, { bundles, expiresAt }: Issued): Promise<boolean> {
    const end = new Date(expiresAt);
    if (end <= this.clock.now()) return true;
    const month = london.month(end);
    return isSealedTo(mixingKid(month), bundles) && (await this.keys.isThere(tx, month));
  }
}
