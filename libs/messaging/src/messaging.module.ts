import { MESSAGE_STRATEGY } from '@answerable/service';
import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ConsumeFrom } from './consume-from.js';
import { DeadLetters } from './dead-letters.js';
import { Effects } from './effects.js';
import { InboxPartitions } from './inbox-partitions.js';
import { ConsumerLag } from './lag.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from './options.js';
import { Outbox } from './outbox.js';
import { OutboxRelay } from './relay.js';
import { DeadLetterReplay } from './replay.js';
import { Restored } from './restored.js';
import { EventConsumer } from './strategy.js';
import { Told } from './told.js';

/** Outbox, relay and consumer of one service; needs PersistenceModule beside it. */
@Module({})
export class MessagingModule {
  static forRoot(options: MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: MESSAGING_OPTIONS, useValue: options },
        OutboxRelay,
        Outbox,
        DeadLetters,
        Effects,
        EventConsumer,
        { provide: MESSAGE_STRATEGY, useExisting: EventConsumer },
        ConsumerLag,
        InboxPartitions,
        DeadLetterReplay,
        ConsumeFrom,
        Restored,
        Told,
      ],
      exports: [Outbox, Told, MESSAGE_STRATEGY],
    };
  }
}
