import { Controller, Inject, Query } from '@nestjs/common';
import { CONFIG, Clock, london } from '@answerable/service';
import { ApiRoute, queryOf } from '../api-route.js';
import type { ReportingConfig } from '../config.js';
import { CoverageStore } from './coverage.store.js';
import { unitSignals } from './signal.js';

@Controller()
export class SignalsController {
  constructor(
    private readonly store: CoverageStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  @ApiRoute('listSignals')
  async list(@Query(queryOf('listSignals')) { months = 6 }: { months?: number }) {
    const current = london.month(this.clock.now());
    const names = Array.from({ length: months }, (_, back) => london.addMonths(current, -back));
    return unitSignals(await this.store.intake(this.config.ORGANISATION_ID, names));
  }
}
