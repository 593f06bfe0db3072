import { Body, Controller, Param, Query, Res } from '@nestjs/common';
import { CurrentPrincipal, type Principal } from '@answerable/access';
import { london } from '@answerable/service';
import type { Response } from 'express';
import { ApiRoute, bodyOf, paramsOf, queryOf } from '../api-route.js';
import { TakeDownReport, type takedownWords } from '../publication/take-down-report.js';
import { canonical } from '../seals/seal.js';
import { csvMetadataOf, csvOf } from './report-csv.js';
import { FindReport } from './find-report.js';
import { ListReports } from './list-reports.js';
import { ReportPage } from './report-page.js';
import { ReportPdf } from './report-pdf.js';

interface Id {
  readonly id: string;
}

@Controller()
export class ReportsController {
  constructor(
    private readonly list: ListReports,
    private readonly find: FindReport,
    private readonly page: ReportPage,
    private readonly pdf: ReportPdf,
    private readonly takeDown: TakeDownReport,
  ) {}

  @ApiRoute('listReports')
  async reports(@CurrentPrincipal() principal: Principal) {
    return this.list.forReader(principal);
  }

  /** The very bytes that were sealed: canonical JSON, so that anyone's copy is everyone's copy. */
  @ApiRoute('readReport')
  async json(
    @Param(paramsOf('readReport')) { id }: Id,
    @CurrentPrincipal() principal: Principal,
    @Res() res: Response,
  ) {
    const { sealed } = await this.find.execute(id, principal);
    res.type('application/json').send(canonical(sealed));
  }

  @ApiRoute('readReportHtml')
  async html(
    @Param(paramsOf('readReportHtml')) { id }: Id,
    @Query(queryOf('readReportHtml')) { part = 'page' }: { part?: 'page' | 'fragment' },
    @CurrentPrincipal() principal: Principal,
    @Res() res: Response,
  ) {
    const { sealed } = await this.find.execute(id, principal);
    const { areaId: area, areaName } = await this.list.viewOf(principal, london.endOfMonth(sealed.content.month));
    const view = { content: sealed.content, seal: sealed.seal, area, areaName };
    if (part === 'page') res.setHeader('Content-Security-Policy', this.page.policy);
    res.type('text/html').send(part === 'fragment' ? this.page.fragment(view) : this.page.standalone(view));
  }

  @ApiRoute('readReportPdf')
  async asPdf(
    @Param(paramsOf('readReportPdf')) { id }: Id,
    @CurrentPrincipal() principal: Principal,
    @Res() res: Response,
  ) {
    const { sealed } = await this.find.execute(id, principal);
    res
      .type('application/pdf')
      .attachment(`${id}.pdf`)
      .send(await this.pdf.of(sealed));
  }

  @ApiRoute('readReportCsv')
  async csv(
    @Param(paramsOf('readReportCsv')) { id }: Id,
    @CurrentPrincipal() principal: Principal,
    @Res() res: Response,
  ) {
    const { sealed } = await this.find.execute(id, principal);
    res.type('text/csv').attachment(`${id}.csv`).send(csvOf(sealed.content));
  }

  @ApiRoute('readReportCsvMetadata')
  async csvMetadata(
    @Param(paramsOf('readReportCsvMetadata')) { id }: Id,
    @CurrentPrincipal() principal: Principal,
    @Res() res: Response,
  ) {
    const { sealed } = await this.find.execute(id, principal);
    // After the name of the file, whose extension would decide otherwise.
    res
      .attachment(`${id}.csv-metadata.json`)
      .setHeader('Content-Type', 'application/csvm+json')
      .send(JSON.stringify(csvMetadataOf(sealed), null, 2));
  }

  @ApiRoute('readSeal')
  async seal(@Param(paramsOf('readSeal')) { id }: Id, @CurrentPrincipal() principal: Principal) {
    return (await this.find.publication(id, principal)).seal;
  }

  @ApiRoute('takeDownReport')
  async takedown(
    @Param(paramsOf('takeDownReport')) { id }: Id,
    @Body(bodyOf('takeDownReport')) { why }: { why: keyof typeof takedownWords },
  ) {
    return this.takeDown.execute(id, why);
  }
}
