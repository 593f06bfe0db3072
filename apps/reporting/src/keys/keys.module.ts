import { Module } from '@nestjs/common';
import { KeyEncryption } from './key-encryption.js';
import { SealingKeyStore } from './sealing-key.store.js';
import { SealingKeysController } from './sealing-keys.controller.js';
import { SealingKeys } from './sealing-keys.js';

@Module({
  controllers: [SealingKeysController],
  providers: [KeyEncryption, SealingKeyStore, SealingKeys],
  exports: [KeyEncryption, SealingKeys],
})
export class KeysModule {}
