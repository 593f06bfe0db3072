import { Public } from '@answerable/access';
import { Controller, Get, Header } from '@nestjs/common';
import type { VaultKeySet } from '@answerable/contracts';
import { VaultKeys } from './vault-keys.js';

@Controller('v1/keys')
export class VaultKeysController {
  constructor(private readonly keys: VaultKeys) {}

  @Get()
  @Public('public keys are for everybody; the police encrypt contacts to them')
  @Header('Cache-Control', 'public, max-age=60')
  read(): Promise<VaultKeySet> {
    return this.keys.current();
  }
}
