import { Clock } from '@answerable/service';
import { Controller } from '@nestjs/common';
import { ApiRoute } from '../api-route.js';
import { SealingKeyStore } from './sealing-key.store.js';

@Controller()
export class SealingKeysController {
  constructor(
    private readonly store: SealingKeyStore,
    private readonly clock: Clock,
  ) {}

  @ApiRoute('sealingKeys')
  async list() {
    return { keys: await this.store.published(this.clock.now()) };
  }
}
