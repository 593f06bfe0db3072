import { Public } from '@answerable/access';
import type { VaultKeySet } from '@answerable/contracts';
import { Controller, Get, Header } from '@nestjs/common';
import { HandoverKeys } from '../work/handover-keys.js';
import { Vault } from './vault.js';

@Controller('v1/public')
export class PublicKeysController {
  constructor(
    private readonly vault: Vault,
    private readonly handover: HandoverKeys,
  ) {}

  @Get('vault-keys')
  @Public('public keys to which contact blocks are sealed')
  @Header('Cache-Control', 'public, max-age=60')
  async vaultKeys(): Promise<VaultKeySet> {
    return { keys: await this.vault.offeredPublicKeys() };
  }

  @Get('handover-keys')
  @Public('public keys that verify handovers')
  async handoverKeys(): Promise<{ keys: object[] }> {
    return { keys: [await this.handover.publicJwk()] };
  }
}
