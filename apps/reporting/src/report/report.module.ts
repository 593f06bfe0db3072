import { Module } from '@nestjs/common';
import { AnswersModule } from '../answers/answers.module.js';
import { CoverageModule } from '../coverage/coverage.module.js';
import { CompileReport } from './compile-report.js';
import { LedgerStore } from './ledger.store.js';

@Module({
  imports: [AnswersModule, CoverageModule],
  providers: [CompileReport, LedgerStore],
  exports: [CompileReport, LedgerStore],
})
export class ReportModule {}
