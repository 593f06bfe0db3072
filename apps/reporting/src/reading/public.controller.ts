import { organisationById } from '@answerable/contracts';
import { Controller, Inject } from '@nestjs/common';
import { CONFIG } from '@answerable/service';
import { ApiRoute } from '../api-route.js';
import type { ReportingConfig } from '../config.js';
import { LedgerStore } from '../report/ledger.store.js';
import { Seats } from '../seats/seats.js';
import { ListReports } from './list-reports.js';
import { rulesInForceOf } from './rules-in-force.js';

@Controller()
export class PublicController {
  constructor(
    private readonly list: ListReports,
    private readonly ledger: LedgerStore,
    private readonly seats: Seats,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  @ApiRoute('publicPage')
  async publicPage() {
    return this.list.forEverybody();
  }

  /** Proofs for the auditor: every published value and base, never an answer. */
  @ApiRoute('readLedger')
  async readLedger() {
    const entries = await this.ledger.all(this.config.ORGANISATION_ID);
    return {
      head: entries.at(-1)?.hash ?? null,
      entries: entries.map(({ sequence, hash, month, ...entry }) => ({ number: sequence, month, entry, sha256: hash })),
    };
  }

  @ApiRoute('readRules')
  readRules() {
    return rulesInForceOf(organisationById(this.config.ORGANISATION_ID), this.seats.terms);
  }
}
