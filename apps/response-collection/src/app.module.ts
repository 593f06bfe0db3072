import { AccessModule } from '@answerable/access';
import { kafkaOf, MessagingModule } from '@answerable/messaging';
import { PersistenceModule } from '@answerable/persistence';
import { Module, type DynamicModule } from '@nestjs/common';
import { AnsweringController } from './answering/answering.controller.js';
import { DeclineSurvey } from './answering/decline-survey.js';
import { DraftStore } from './answering/draft.store.js';
import { KeepAnswer } from './answering/keep-answer.js';
import { ReportUnsafe } from './answering/report-unsafe.js';
import { Visits } from './answering/visits.js';
import { CloseMonth } from './closing/close-month.js';
import { ForgetRecords } from './closing/forget-records.js';
import { MixingKeysController } from './closing/mixing-keys.controller.js';
import { MixingKeys } from './closing/mixing-keys.js';
import { MixingKeyStore } from './closing/mixing-key.store.js';
import type { Config } from './config.js';
import { EntryController } from './entry/entry.controller.js';
import { Guesses } from './entry/guesses.js';
import { Handovers } from './entry/handovers.js';
import { OpenSurvey } from './entry/open-survey.js';
import { Sessions } from './entry/session.js';
import { PublicKeys } from './keys/public-keys.js';
import { migrations } from './migrations.js';
import { InformationController } from './pages/information.controller.js';
import { SubmissionController } from './submission/submission.controller.js';
import { SubmissionStore } from './submission/submission.store.js';
import { SubmitSurvey } from './submission/submit-survey.js';
import { WithdrawalList } from './submission/withdrawal-list.js';
import { WithdrawAnswers } from './submission/withdraw-answers.js';
import { ExpireSurveys } from './survey/expire-surveys.js';
import { SurveyController } from './survey/survey.controller.js';
import { SurveyStore } from './survey/survey.store.js';

@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PersistenceModule.forRoot({
          url: config.DATABASE_URL,
          name: 'response-collection',
          migrations,
          poolSize: config.DATABASE_POOL_SIZE,
        }),
        MessagingModule.forRoot({
          service: 'response-collection',
          ...kafkaOf(config),
          consumes: ['surveys.v1'],
        }),
        AccessModule.forRoot({ issuer: config.KEYCLOAK_ISSUER, audience: 'response-collection' }),
      ],
      controllers: [
        SurveyController,
        EntryController,
        AnsweringController,
        SubmissionController,
        InformationController,
        MixingKeysController,
      ],
      providers: [
        SurveyStore,
        ExpireSurveys,
        OpenSurvey,
        Handovers,
        Sessions,
        Guesses,
        PublicKeys,
        Visits,
        DraftStore,
        KeepAnswer,
        DeclineSurvey,
        ReportUnsafe,
        SubmissionStore,
        SubmitSurvey,
        WithdrawalList,
        WithdrawAnswers,
        MixingKeyStore,
        MixingKeys,
        CloseMonth,
        ForgetRecords,
      ],
    };
  }
}
