import { Readable } from 'node:stream';
import { Access } from '@answerable/access';
import type { PoliceResponse, ReportSummary, SealedChain, SealedReport } from '@answerable/contracts';
import { notFound } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
import { noErrors, readForm } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';
import { checkSeal } from './check-seal.js';
import { allowStylesOf } from './framed-fragment.js';

interface ReportList {
  view: { seat: string | null; areaId: string | null; areaName: string | null };
  reports: ReportSummary[];
  holds: { month: string; monthWords: string; hold: { words: string; from: string; endsOn: string } }[];
  nextOn: string;
}

/** What can be downloaded of a report: route of the API, file ending, media type. */
const downloads: Record<string, { route: string; ending: string; type: string }> = {
  pdf: { route: 'readReportPdf', ending: 'pdf', type: 'application/pdf' },
  csv: { route: 'readReportCsv', ending: 'csv', type: 'text/csv; charset=utf-8' },
  'csv-metadata': { route: 'readReportCsvMetadata', ending: 'csv-metadata.json', type: 'application/csvm+json' },
  json: { route: 'readReport', ending: 'json', type: 'application/json' },
};

const responseForm = z.object({
  text: z.string('Write your response').trim().min(1, 'Write your response').max(3000, 'Use at most 3,000 characters'),
});

@Controller('reports')
@Access('mp-office', 'police-lead', 'auditor')
export class ReportsController {
  constructor(private readonly apis: Apis) {}

  @Get()
  async list(@CurrentSession() session: Session, @Res() response: Response) {
    renderPage(response, 'readers/reports.njk', { title: 'All reports', ...(await this.reports(session)) });
  }

  @Get('latest')
  async latest(@CurrentSession() session: Session, @Res() response: Response) {
    const list = await this.reports(session);
    const newest = list.reports.find(({ state }) => state === 'published');
    if (!newest) return renderPage(response, 'readers/no-report-yet.njk', { title: 'No report yet', ...list });
    await this.show(session, response, newest.id, list);
  }

  @Get(':id')
  async read(@Param('id') id: string, @CurrentSession() session: Session, @Res() response: Response) {
    await this.show(session, response, id, await this.reports(session));
  }

  @Get(':id/seal')
  async seal(@Param('id') id: string, @CurrentSession() session: Session, @Res() response: Response) {
    const [report, chain] = await Promise.all([
      this.apis.call<SealedReport>(session, 'reporting', 'readReport', { params: { id } }),
      this.apis.call<SealedChain>(session, 'reporting', 'publicChain'),
    ]);
    renderPage(response, 'readers/seal.njk', {
      title: 'Is this report genuine?',
      report: report.content,
      seal: report.seal,
      check: checkSeal(report, chain),
    });
  }

  @Get(':id/download/:form')
  async download(
    @Param('id') id: string,
    @Param('form') form: string,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const wanted = downloads[form];
    if (!wanted) throw notFound();
    const file = await this.apis.fetch(session, 'reporting', wanted.route, { params: { id } });
    response.setHeader('Content-Type', wanted.type);
    response.setHeader(
      'Content-Disposition',
      `attachment; filename="${id.replace(/[^a-z0-9-]/g, '')}.${wanted.ending}"`,
    );
    response.setHeader('Cache-Control', 'no-store');
    Readable.fromWeb(file.body as never).pipe(response);
  }

  @Post(':id/response')
  @Access('police-lead')
  async respond(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(responseForm, body);
    if (!form.ok) {
      response.status(422);
      return this.show(session, response, id, await this.reports(session), form.errors, body);
    }
    await this.apis.call(session, 'reporting', 'respondForPolice', { params: { id }, body: form.data });
    response.redirect(303, withDone(`/reports/${id}`, 'responded'));
  }

  private reports(session: Session): Promise<ReportList> {
    return this.apis.call<ReportList>(session, 'reporting', 'listReports');
  }

  private async show(
    session: Session,
    response: Response,
    id: string,
    list: ReportList,
    errors = noErrors,
    values: unknown = {},
  ) {
    const at = list.reports.findIndex((report) => report.id === id);
    const report = list.reports[at];
    if (!report) throw notFound();
    if (report.state === 'taken-down') {
      return renderPage(response, 'readers/taken-down.njk', {
        title: `The report for ${report.monthWords} was taken down`,
        report,
      });
    }
    const [fragment, responses] = await Promise.all([
      this.apis
        .fetch(session, 'reporting', 'readReportHtml', { params: { id }, query: { part: 'fragment' } })
        .then((answer) => answer.text()),
      this.apis.call<PoliceResponse[]>(session, 'reporting', 'listPoliceResponses', { params: { id } }),
    ]);
    allowStylesOf(fragment, response);
    const readable = list.reports.filter(({ state }) => state === 'published');
    const place = readable.findIndex((one) => one.id === id);
    const mine = session.principal.roles.includes('police-lead') ? session.principal.force : undefined;
    renderPage(response, 'readers/report.njk', {
      title: `Report for ${report.monthWords}`,
      report,
      fragment,
      hasHeading: /<h1[\s>]/.test(fragment),
      responses,
      mayRespond: mine !== undefined && responses.some((one) => one.force === mine && one.answeredOn === null),
      newer: place > 0 ? readable[place - 1] : undefined,
      older: place >= 0 ? readable[place + 1] : undefined,
      view: list.view,
      holds: list.holds,
      nextOn: list.nextOn,
      errors,
      values,
    });
  }
}
