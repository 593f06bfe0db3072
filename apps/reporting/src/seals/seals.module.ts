import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { ChainStore } from './chain.store.js';
import { SealChain } from './seal-chain.js';
import { SealsController } from './seals.controller.js';

@Module({
  imports: [KeysModule],
  controllers: [SealsController],
  providers: [ChainStore, SealChain],
  exports: [ChainStore, SealChain],
})
export class SealsModule {}
