import { Controller, Get, Inject } from '@nestjs/common';
import { Access } from '@answerable/access';
import { headlineItems, type AnsweringMonth } from '@answerable/contracts';
import { CONFIG } from '@answerable/service';
import type { ReportingConfig } from '../config.js';
import { answeringOf } from './answering.js';
import { BatchStore } from './batch.store.js';

const LAST_MONTHS = 12;

@Controller('v1/answering')
export class AnsweringController {
  constructor(
    private readonly store: BatchStore,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  @Get()
  @Access('vs-lead', 'auditor')
  async list(): Promise<AnsweringMonth[]> {
    const months = await this.store.evidence(this.config.ORGANISATION_ID, LAST_MONTHS);
    return months.map(({ month, records, evidence }) => answeringOf(month, records / headlineItems.length, evidence));
  }
}
