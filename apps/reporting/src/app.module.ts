import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '@answerable/access';
import { kafkaOf, MessagingModule } from '@answerable/messaging';
import { PersistenceModule } from '@answerable/persistence';
import { AnswersModule } from './answers/answers.module.js';
import type { ReportingConfig } from './config.js';
import { CoverageModule } from './coverage/coverage.module.js';
import { migrations } from './migrations.js';
import { PublicationModule } from './publication/publication.module.js';
import { ReadingModule } from './reading/reading.module.js';

@Module({})
export class AppModule {
  static forRoot(config: ReportingConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PersistenceModule.forRoot({
          url: config.DATABASE_URL,
          name: 'reporting',
          migrations,
          poolSize: config.DATABASE_POOL_SIZE,
        }),
        MessagingModule.forRoot({
          service: 'reporting',
          ...kafkaOf(config),
          consumes: ['responses.v1', 'coverage.v1'],
          ignores: ['responses.message.released.v1'],
        }),
        AccessModule.forRoot({ issuer: config.KEYCLOAK_ISSUER, audience: 'reporting' }),
        AnswersModule,
        CoverageModule,
        PublicationModule,
        ReadingModule,
      ],
    };
  }
}
