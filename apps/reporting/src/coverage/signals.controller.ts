import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Access } from '@answerable/access';
import { CONFIG, Clock, london } from '@answerable/service';
import { z } from 'zod';
import type { ReportingConfig } from '../config.js';
import { CoverageStore } from './coverage.store.js';
import { unitSignals } from './signal.js';

const window = z.object({ months: z.coerce.number().int().min(1).max(12).default(6) });

@Controller('v1/signals')
export class SignalsController {
  constructor(
    private readonly store: CoverageStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  @Get()
  @Access('vs-lead', 'auditor')
  async list(@Query({ schema: window }) { months }: z.infer<typeof window>) {
    const current = london.month(this.clock.now());
    const names = Array.from({ length: months }, (_, back) => london.addMonths(current, -back));
    return unitSignals(await this.store.intake(this.config.ORGANISATION_ID, names));
  }
}
