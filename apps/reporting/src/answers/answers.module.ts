import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { AnsweringController } from './answering.controller.js';
import { BatchStore } from './batch.store.js';
import { ForgetAnswers } from './forget-answers.js';
import { OpenBatches } from './open-batches.js';
import { ReceiveRecords } from './receive-records.js';
import { TallyStore } from './tally.store.js';

@Module({
  imports: [KeysModule],
  controllers: [ReceiveRecords, AnsweringController],
  providers: [BatchStore, OpenBatches, ForgetAnswers, TallyStore],
  exports: [BatchStore, TallyStore],
})
export class AnswersModule {}
