import { readFileSync } from 'node:fs';
import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '@answerable/access';
import { MessagingModule } from '@answerable/messaging';
import { PersistenceModule } from '@answerable/persistence';
import { AnswersModule } from './answers/answers.module.js';
import type { ReportingConfig } from './config.js';
import { CoverageModule } from './coverage/coverage.module.js';
import { migrations } from './migrations.js';
import { PublicationModule } from './publication/publication.module.js';
import { ReadingModule } from './reading/reading.module.js';

@Module({})
export class AppModule {
  static for(config: ReportingConfig): DynamicModule {
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
          brokers: config.KAFKA_BROKERS,
          username: config.KAFKA_USERNAME,
          password: config.KAFKA_PASSWORD,
          ...(config.KAFKA_CA_FILE && { ca: readFileSync(config.KAFKA_CA_FILE, 'utf8') }),
          topicPrefix: config.KAFKA_TOPIC_PREFIX,
          group: 'reporting',
          consumes: ['responses.v1', 'coverage.v1'],
          ignores: ['responses.message.released.v1'],
          sessionTimeoutMs: config.KAFKA_SESSION_TIMEOUT_MS,
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
