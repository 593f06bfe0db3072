import { Controller, Header } from '@nestjs/common';
import type { VaultKeySet } from '@answerable/contracts';
import { ApiRoute } from '../api-route.js';
import { VaultKeys } from './vault-keys.js';

@Controller()
export class VaultKeysController {
  constructor(private readonly keys: VaultKeys) {}

  @ApiRoute('readVaultKeys')
  @Header('Cache-Control', 'public, max-age=60')
  read(): Promise<VaultKeySet> {
    return this.keys.current();
  }
}
