import { AccessModule } from '@answerable/access';
import { kafkaOf, MessagingModule } from '@answerable/messaging';
import { PersistenceModule } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import type { Config } from './config.js';
import { CHANNELS } from './delivery/channel.js';
import { channelsFrom } from './delivery/channels.js';
import { DispatchMessages } from './delivery/dispatch-messages.js';
import { MessageStore } from './delivery/message.store.js';
import { PauseAfterRestore } from './delivery/pause-after-restore.js';
import { SendInvitations } from './delivery/send-invitations.js';
import { SettleMessage } from './delivery/settle-message.js';
import { TemplatesController } from './delivery/templates.controller.js';
import { EpisodeController } from './episodes/episode.controller.js';
import { Episodes } from './episodes/episodes.js';
import { EndLink } from './episodes/end-link.js';
import { ExcludeEpisode } from './episodes/exclude-episode.js';
import { HandOver } from './episodes/hand-over.js';
import { HoldEpisode } from './episodes/hold-episode.js';
import { ReadEpisode } from './episodes/read-episode.js';
import { RecordAttempt } from './episodes/record-attempt.js';
import { RevealContact } from './episodes/reveal-contact.js';
import { StoryStore } from './episodes/story.store.js';
import { UpdateSafeContact } from './episodes/update-safe-contact.js';
import { CheckSum } from './oversight/check-sum.js';
import { CountCoverage } from './oversight/count-coverage.js';
import { CoverageStore } from './oversight/coverage.store.js';
import { HearIntake } from './oversight/hear-intake.js';
import { OversightController } from './oversight/oversight.controller.js';
import { SupervisorStore } from './oversight/supervisor.store.js';
import { OwnRouteController } from './own-route/own-route.controller.js';
import { OwnRoutePageController } from './own-route/own-route-page.controller.js';
import { AskAgain } from './own-route/ask-again.js';
import { AskHerNow } from './own-route/ask-her-now.js';
import { EraseEntries } from './own-route/erase-entries.js';
import { OwnRouteStore } from './own-route/own-route.store.js';
import { ConcernStore } from './safeguarding/concern.store.js';
import { RaiseConcern } from './safeguarding/raise-concern.js';
import { SafeguardingController } from './safeguarding/safeguarding.controller.js';
import { DataRequestStore } from './vault/data-request.store.js';
import { ForgetContacts } from './vault/forget-contacts.js';
import { VaultController } from './vault/vault.controller.js';
import { HearReply } from './webhooks/hear-reply.js';
import { ReadReplies } from './webhooks/read-replies.js';
import { ReplyStore } from './webhooks/reply.store.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { CallBackStore } from './work/call-back.store.js';
import { CallBacksController } from './work/call-backs.controller.js';
import { DecideOnChild } from './work/decide-on-child.js';
import { Dial } from './work/dial.js';
import { RecheckProceedings } from './work/recheck-proceedings.js';
import { Tasks } from './work/tasks.js';
import { WorklistController } from './work/worklist.controller.js';
import { WorklistStore } from './work/worklist.store.js';
import { ClosureDesk } from './episodes/closure-desk.js';
import { ClosureStore } from './episodes/closure.store.js';
import { DueEpisodeStore } from './episodes/due-episode.store.js';
import { EpisodeStore } from './episodes/episode.store.js';
import { FollowProgress } from './episodes/follow-progress.js';
import { FindEpisodes } from './episodes/find-episodes.js';
import { AwaitCourt } from './episodes/await-court.js';
import { CheckContacts } from './episodes/check-contacts.js';
import { ContactCheckStore } from './episodes/contact-check.store.js';
import { LookAtSixteen } from './episodes/look-at-sixteen.js';
import { OpenContacts } from './episodes/open-contacts.js';
import { RecordClosures } from './episodes/record-closures.js';
import { Silences } from './episodes/silences.js';
import { StopAsking } from './episodes/stop-asking.js';
import { TakeBack } from './episodes/take-back.js';
import { migrations } from './migrations.js';
import { SettingsStore } from './oversight/settings.store.js';
import { IssueSurveys } from './surveys/issue-surveys.js';
import { LinkKeys } from './surveys/link-keys.js';
import { LostSurveyStore } from './surveys/lost-survey.store.js';
import { RecallSurveys } from './surveys/recall-surveys.js';
import { RepublishSurveys } from './surveys/republish-surveys.js';
import { SealingKeys } from './surveys/sealing-keys.js';
import { SurveyStore } from './surveys/survey.store.js';
import { EraseNotes } from './vault/erase-notes.js';
import { ErasureList } from './vault/erasure-list.js';
import { KeyedHashes } from './vault/keyed-hashes.js';
import { PublicKeysController } from './vault/public-keys.controller.js';
import { ReplayErasures } from './vault/replay-erasures.js';
import { RotateVaultKeys } from './vault/rotate-vault-keys.js';
import { Vault } from './vault/vault.js';
import { VaultKeyStore } from './vault/vault-key.store.js';
import { ReadLogStore } from './vault/read-log.store.js';
import { VaultStore } from './vault/vault.store.js';
import { HandoverKeys } from './work/handover-keys.js';
import { TaskStore } from './work/task.store.js';

const episodes = [
  ClosureStore,
  ClosureDesk,
  EpisodeStore,
  DueEpisodeStore,
  StopAsking,
  TakeBack,
  ContactCheckStore,
  CheckContacts,
  AwaitCourt,
  Silences,
  OpenContacts,
  LookAtSixteen,
  Episodes,
  StoryStore,
  ReadEpisode,
  FindEpisodes,
  UpdateSafeContact,
  RecordAttempt,
  EndLink,
  ExcludeEpisode,
  HoldEpisode,
  RevealContact,
  HandOver,
];
const surveys = [SurveyStore, IssueSurveys, LostSurveyStore, RecallSurveys, RepublishSurveys];
const vault = [
  VaultStore,
  ReadLogStore,
  VaultKeyStore,
  Vault,
  RotateVaultKeys,
  EraseNotes,
  ReplayErasures,
  ForgetContacts,
  DataRequestStore,
];
const work = [TaskStore, HandoverKeys, Tasks, WorklistStore, CallBackStore, DecideOnChild, RecheckProceedings, Dial];
const oversight = [SettingsStore, CoverageStore, SupervisorStore, CountCoverage, CheckSum];
const rest = [
  ReplyStore,
  HearReply,
  ReadReplies,
  ConcernStore,
  RaiseConcern,
  OwnRouteStore,
  AskHerNow,
  AskAgain,
  EraseEntries,
];
const delivery = [MessageStore, SendInvitations, DispatchMessages, SettleMessage, PauseAfterRestore];

const fromConfig = (config: Config): Provider[] => [
  { provide: KeyedHashes, useFactory: () => new KeyedHashes(Buffer.from(config.HASH_KEY)) },
  {
    provide: LinkKeys,
    useFactory: () => new LinkKeys(Buffer.from(config.LINK_KEY), Buffer.from(config.SURVEY_CODE_KEY)),
  },
  {
    provide: SealingKeys,
    inject: [Clock],
    useFactory: (clock: Clock) => new SealingKeys(config.REPORTING_KEYS_URL, config.COLLECTION_KEYS_URL, clock),
  },
  {
    provide: ErasureList,
    inject: [KeyedHashes, Clock],
    useFactory: (hashes: KeyedHashes, clock: Clock) =>
      new ErasureList(config.ERASURE_LIST_FILE, (key) => hashes.refusal(key), clock),
  },
  { provide: CHANNELS, useFactory: () => channelsFrom(config) },
];

@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PersistenceModule.forRoot({
          url: config.DATABASE_URL,
          name: 'survey-delivery',
          migrations,
          poolSize: config.DATABASE_POOL_SIZE,
          byIndex: true,
        }),
        MessagingModule.forRoot({
          service: 'survey-delivery',
          ...kafkaOf(config),
          consumes: ['cases.v1', 'survey-progress.v1', 'responses.v1', 'coverage.v1'],
          // Records of answers pass by, sealed to reporting: nothing here may even look at them. And what this service counts itself.
          ignores: ['responses.batch.closed.v1', 'responses.record.released.v1', 'coverage.delivery.counted.v1'],
        }),
        AccessModule.forRoot({ issuer: config.KEYCLOAK_ISSUER, audience: 'survey-delivery' }),
      ],
      controllers: [
        RecordClosures,
        FollowProgress,
        HearIntake,
        PublicKeysController,
        WorklistController,
        EpisodeController,
        CallBacksController,
        SafeguardingController,
        OwnRouteController,
        OwnRoutePageController,
        WebhooksController,
        OversightController,
        VaultController,
        TemplatesController,
      ],
      providers: [
        ...fromConfig(config),
        ...vault,
        ...episodes,
        ...surveys,
        ...delivery,
        ...work,
        ...oversight,
        ...rest,
      ],
    };
  }
}
