import { AccessModule } from '@answerable/access';
import { organisationById } from '@answerable/contracts';
import { kafkaOf, MessagingModule } from '@answerable/messaging';
import { PersistenceModule } from '@answerable/persistence';
import { Module, type DynamicModule } from '@nestjs/common';
import { CaseEventsModule } from './case-events/case-events.module.js';
import type { Config } from './config.js';
import { ContractModule } from './contract/contract.module.js';
import { ControlTotalsModule } from './control-totals/control-totals.module.js';
import { CoverageModule } from './coverage/coverage.module.js';
import { migrations } from './migrations.js';
import { RejectionsModule } from './rejections/rejections.module.js';
import { SourcesModule } from './sources/sources.module.js';

@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    const organisation = organisationById(config.ORGANISATION_ID);
    return {
      module: AppModule,
      imports: [
        PersistenceModule.forRoot({
          url: config.DATABASE_URL,
          name: 'case-intake',
          migrations,
          poolSize: config.DATABASE_POOL_SIZE,
          byIndex: true,
        }),
        MessagingModule.forRoot({
          service: 'case-intake',
          ...kafkaOf(config),
          consumes: ['police.case-events', 'contact-checks.v1'],
          forces: organisation.forces.map(({ code }) => code),
        }),
        AccessModule.forRoot({ issuer: config.KEYCLOAK_ISSUER, audience: 'case-intake' }),
        CaseEventsModule,
        RejectionsModule,
        SourcesModule,
        ControlTotalsModule,
        CoverageModule,
        ContractModule,
      ],
    };
  }
}
