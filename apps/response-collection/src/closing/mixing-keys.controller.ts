import { Public } from '@answerable/access';
import type { SealingKey } from '@answerable/contracts';
import { Controller, Get } from '@nestjs/common';
import { MixingKeys } from './mixing-keys.js';

@Controller('v1/public')
export class MixingKeysController {
  constructor(private readonly mixing: MixingKeys) {}

  @Get('mixing-keys')
  @Public('public keys: survey-delivery puts the outer seal on report attributes with them')
  async list(): Promise<{ keys: SealingKey[] }> {
    return { keys: await this.mixing.offered() };
  }
}
