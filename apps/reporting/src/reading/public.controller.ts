import { Controller, Get, Inject } from '@nestjs/common';
import { Access, Public } from '@answerable/access';
import { CONFIG } from '@answerable/service';
import type { ReportingConfig } from '../config.js';
import { LedgerStore } from '../report/ledger.store.js';
import { ListReports } from './list-reports.js';

@Controller('v1')
export class PublicController {
  constructor(
    private readonly list: ListReports,
    private readonly ledger: LedgerStore,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  @Get('public/page')
  @Public('which months were reported, held or taken down; no figure')
  async publicPage() {
    return this.list.forEverybody();
  }

  /** Proofs and configuration for the auditor: every published value and base, never an answer. */
  @Get('ledger')
  @Access('auditor')
  async readLedger() {
    const entries = await this.ledger.all(this.config.ORGANISATION_ID);
    return {
      head: entries.at(-1)?.hash ?? null,
      entries: entries.map(({ sequence, hash, month, ...entry }) => ({ number: sequence, month, entry, sha256: hash })),
    };
  }
}
