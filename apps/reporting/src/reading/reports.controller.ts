import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { Access, CurrentPrincipal, type Principal } from '@answerable/access';
import { reportId } from '@answerable/contracts';
import { london } from '@answerable/service';
import type { Response } from 'express';
import { z } from 'zod';
import { TakeDownReport, takedownWords } from '../publication/take-down-report.js';
import { canonical } from '../seals/seal.js';
import { csvMetadataOf, csvOf } from './report-csv.js';
import { FindReport } from './find-report.js';
import { ListReports } from './list-reports.js';
import { ReportPage } from './report-page.js';
import { ReportPdf } from './report-pdf.js';

const params = z.object({ id: reportId });
const part = z.object({ part: z.enum(['page', 'fragment']).default('page') });
const takedown = z.strictObject({
  why: z.enum(Object.keys(takedownWords) as [keyof typeof takedownWords, ...(keyof typeof takedownWords)[]]),
});
type Id = z.infer<typeof params>;

@Controller('v1/reports')
@Access('mp-office', 'police-lead', 'report-approver', 'vs-lead', 'safeguarding-lead', 'auditor')
export class ReportsController {
  constructor(
    private readonly list: ListReports,
    private readonly find: FindReport,
    private readonly page: ReportPage,
    private readonly pdf: ReportPdf,
    private readonly takeDown: TakeDownReport,
  ) {}

  @Get()
  async reports(@CurrentPrincipal() principal: Principal) {
    return this.list.forReader(principal);
  }

  /** The very bytes that were sealed: canonical JSON, so that anyone's copy is everyone's copy. */
  @Get(':id')
  async json(@Param({ schema: params }) { id }: Id, @CurrentPrincipal() principal: Principal, @Res() res: Response) {
    const { sealed } = await this.find.execute(id, principal);
    res.type('application/json').send(canonical(sealed));
  }

  @Get(':id/html')
  async html(
    @Param({ schema: params }) { id }: Id,
    @Query({ schema: part }) query: z.infer<typeof part>,
    @CurrentPrincipal() principal: Principal,
    @Res() res: Response,
  ) {
    const { sealed } = await this.find.execute(id, principal);
    const { areaId: area, areaName } = await this.list.viewOf(principal, london.endOfMonth(sealed.content.month));
    const view = { content: sealed.content, seal: sealed.seal, area, areaName };
    if (query.part === 'page') res.setHeader('Content-Security-Policy', this.page.policy);
    res.type('text/html').send(query.part === 'fragment' ? this.page.fragment(view) : this.page.standalone(view));
  }

  @Get(':id/pdf')
  async asPdf(@Param({ schema: params }) { id }: Id, @CurrentPrincipal() principal: Principal, @Res() res: Response) {
    const { sealed } = await this.find.execute(id, principal);
    res
      .type('application/pdf')
      .attachment(`${id}.pdf`)
      .send(await this.pdf.of(sealed));
  }

  @Get(':id/csv')
  async csv(@Param({ schema: params }) { id }: Id, @CurrentPrincipal() principal: Principal, @Res() res: Response) {
    const { sealed } = await this.find.execute(id, principal);
    res.type('text/csv').attachment(`${id}.csv`).send(csvOf(sealed.content));
  }

  @Get(':id/csv-metadata')
  async csvMetadata(
    @Param({ schema: params }) { id }: Id,
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

  @Get(':id/seal')
  async seal(@Param({ schema: params }) { id }: Id, @CurrentPrincipal() principal: Principal) {
    return (await this.find.publication(id, principal)).seal;
  }

  @Post(':id/takedown')
  @HttpCode(201)
  @Access('safeguarding-lead', 'vs-lead')
  async takedown(@Param({ schema: params }) { id }: Id, @Body({ schema: takedown }) { why }: z.infer<typeof takedown>) {
    return this.takeDown.execute(id, why);
  }
}
