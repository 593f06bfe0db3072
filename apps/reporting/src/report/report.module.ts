import { Module } from '@nestjs/common';
import { AnswersModule } from '../answers/answers.module.js';
import { CoverageModule } from '../coverage/coverage.module.js';
import { CompileReport } from './compile-report.js';
import { LedgerStore } from './ledger.store.js';
import { ReleaseGate } from './release-gate.js';

@Module({
  imports: [AnswersModule, CoverageModule],
  providers: [CompileReport, LedgerStore, ReleaseGate],
  exports: [CompileReport, LedgerStore, ReleaseGate],
})
export class ReportModule {}
