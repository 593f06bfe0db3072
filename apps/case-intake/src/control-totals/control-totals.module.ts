import { Module } from '@nestjs/common';
import { CaseEventsModule } from '../case-events/case-events.module.js';
import { ControlTotalsController } from './control-totals.controller.js';
import { ExplainDifference } from './explain-difference.js';
import { ReadReconciliation } from './read-reconciliation.js';
import { SignControlTotals } from './sign-control-totals.js';

@Module({
  imports: [CaseEventsModule],
  controllers: [ControlTotalsController],
  providers: [ReadReconciliation, SignControlTotals, ExplainDifference],
})
export class ControlTotalsModule {}
