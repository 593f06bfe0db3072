import { Module } from '@nestjs/common';
import { PoliceResponseStore } from '../police-responses/police-response.store.js';
import { PoliceResponsesController } from '../police-responses/police-responses.controller.js';
import { PublicationModule } from '../publication/publication.module.js';
import { ReportModule } from '../report/report.module.js';
import { SealsModule } from '../seals/seals.module.js';
import { SeatsModule } from '../seats/seats.module.js';
import { FindReport } from './find-report.js';
import { ListReports } from './list-reports.js';
import { PublicController } from './public.controller.js';
import { ReportPdf } from './report-pdf.js';
import { ReportsController } from './reports.controller.js';

@Module({
  imports: [PublicationModule, ReportModule, SealsModule, SeatsModule],
  controllers: [ReportsController, PoliceResponsesController, PublicController],
  providers: [FindReport, ListReports, PoliceResponseStore, ReportPdf],
})
export class ReadingModule {}
