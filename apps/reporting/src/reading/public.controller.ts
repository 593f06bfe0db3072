import { Controller, Get, Header } from '@nestjs/common';
import { Access, Public } from '@answerable/access';
import { CONFIG } from '@answerable/service';
import { Inject } from '@nestjs/common';
import type { ReportingConfig } from '../config.js';
import { LedgerStore } from '../report/ledger.store.js';
import { ListReports } from './list-reports.js';
import { ReportPage } from './report-page.js';

@Controller('v1')
export class PublicController {
  constructor(
    private readonly list: ListReports,
    private readonly page: ReportPage,
    private readonly ledger: LedgerStore,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  @Get('public/page')
  @Public('which months were reported, held or taken down; no figure')
  async publicPage() {
    return this.list.forEverybody();
  }

  @Get('public/report.css')
  @Public('stylesheet')
  @Header('content-type', 'text/css')
  stylesheet(): string {
    return this.page.stylesheet;
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
