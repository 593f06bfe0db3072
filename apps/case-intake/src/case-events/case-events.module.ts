import { Module } from '@nestjs/common';
import { RateLimit } from '../access/rate-limit.guard.js';
import { JudgeCasesAnew } from '../cases/judge-cases-anew.js';
import { LiftVersions } from '../cases/lift-versions.js';
import { RepublishClosures } from '../cases/republish-closures.js';
import { TellRepaired } from '../cases/tell-repaired.js';
import { CodeTableSource } from '../code-tables/code-table-source.js';
import { ContactChecksConsumer } from '../contact-checks/contact-checks.consumer.js';
import { VaultKeys } from '../vault-keys/vault-keys.js';
import { VaultKeysController } from '../vault-keys/vault-keys.controller.js';
import { CaseEventsConsumer } from './case-events.consumer.js';
import { CaseEventsController } from './case-events.controller.js';
import { ReceiveCaseEvents } from './receive-case-events.js';
import { RegisterCaseEvents } from './register-case-events.js';

@Module({
  controllers: [CaseEventsController, CaseEventsConsumer, ContactChecksConsumer, VaultKeysController],
  providers: [
    ReceiveCaseEvents,
    RegisterCaseEvents,
    RepublishClosures,
    JudgeCasesAnew,
    LiftVersions,
    TellRepaired,
    CodeTableSource,
    VaultKeys,
    RateLimit,
  ],
  exports: [RegisterCaseEvents, CodeTableSource, VaultKeys, RateLimit],
})
export class CaseEventsModule {}
