import { Module } from '@nestjs/common';
import { AnswersModule } from '../answers/answers.module.js';
import { CoverageModule } from '../coverage/coverage.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { ReportPage } from '../reading/report-page.js';
import { ReportModule } from '../report/report.module.js';
import { SealsModule } from '../seals/seals.module.js';
import { ApproveMonth } from './approve-month.js';
import { CorrectMonth } from './correct-month.js';
import { HoldMonth } from './hold-month.js';
import { ListMonths } from './list-months.js';
import { MonthsController } from './months.controller.js';
import { PrepareMonth } from './prepare-month.js';
import { PublicationMetrics } from './publication-metrics.js';
import { PublicationStore } from './publication.store.js';
import { RecallPublications } from './recall-publications.js';
import { ReleaseReport } from './release-report.js';
import { TakeDownReport } from './take-down-report.js';

@Module({
  imports: [AnswersModule, CoverageModule, ReportModule, SealsModule, NoticesModule],
  controllers: [MonthsController],
  providers: [
    PublicationStore,
    PublicationMetrics,
    PrepareMonth,
    ReleaseReport,
    RecallPublications,
    ApproveMonth,
    HoldMonth,
    CorrectMonth,
    TakeDownReport,
    ListMonths,
    ReportPage,
  ],
  exports: [PublicationStore, TakeDownReport, ReportPage],
})
export class PublicationModule {}
