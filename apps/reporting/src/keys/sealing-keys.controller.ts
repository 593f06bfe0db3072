import { Controller, Get } from '@nestjs/common';
import { Public } from '@answerable/access';
import { SealingKeyStore } from './sealing-key.store.js';

@Controller('v1/public')
export class SealingKeysController {
  constructor(private readonly store: SealingKeyStore) {}

  @Get('sealing-keys')
  @Public('public keys: other services seal records to them')
  async list() {
    return { keys: await this.store.published() };
  }
}
