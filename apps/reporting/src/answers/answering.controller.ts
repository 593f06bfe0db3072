import { Controller, Inject } from '@nestjs/common';
import { headlineItems, type AnsweringMonth } from '@answerable/contracts';
import { CONFIG } from '@answerable/service';
import { ApiRoute } from '../api-route.js';
import type { ReportingConfig } from '../config.js';
import { answeringOf } from './answering.js';
import { BatchStore } from './batch.store.js';

const LAST_MONTHS = 12;

@Controller()
export class AnsweringController {
  constructor(
    private readonly store: BatchStore,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  @ApiRoute('listAnswering')
  async list(): Promise<AnsweringMonth[]> {
    const months = await this.store.evidence(this.config.ORGANISATION_ID, LAST_MONTHS);
    return months.map(({ month, records, evidence }) => answeringOf(month, records / headlineItems.length, evidence));
  }
}
