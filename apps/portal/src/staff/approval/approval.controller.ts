import { Access } from '@answerable/access';
import {
  headlineItems,
  sha256,
  type MonthPreparation,
  type PoliceResponse,
  type ReportSummary,
} from '@answerable/contracts';
import { notFound, Problem } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
import { noErrors, readForm, type FieldErrors } from '../../page/form.js';
import { allowStylesOf } from '../../readers/reports/framed-fragment.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';

const approveForm = z.object({ digest: sha256, read: z.literal('yes', 'Say that you have read it') });
const holdForm = z.object({
  reason: z.enum(['figures-checked', 'risk-to-a-person', 'police-data-restated'], 'Choose why'),
});
const correctionForm = z
  .object({
    why: z.enum(['police-restated', 'answers-wrong', 'words-wrong'], 'Choose what was wrong'),
    answersChanged: z.coerce
      .number('Write a whole number, 0 or more')
      .int('Write a whole number, 0 or more')
      .min(0, 'Write a whole number, 0 or more'),
    headline: z.enum(headlineItems).optional(),
  })
  .refine(({ why, answersChanged }) => why !== 'answers-wrong' || answersChanged > 0, {
    path: ['answersChanged'],
    error: 'Write how many answers were wrong',
  });
const takedownForm = z.object({ why: z.enum(['risk-to-a-person', 'court-order', 'wrong-figures'], 'Choose why') });
const responseTakedownForm = z.object({ why: z.enum(['risk-to-a-person', 'court-order'], 'Choose why') });

/** Two people approve a report; they may hold it once, and alter nothing. */
@Controller('approval')
@Access('report-approver', 'vs-lead', 'safeguarding-lead')
export class ApprovalController {
  constructor(private readonly apis: Apis) {}

  @Get()
  async list(@CurrentSession() session: Session, @Res() response: Response) {
    const months = await this.apis.call<MonthPreparation[]>(session, 'reporting', 'listMonths');
    renderPage(response, 'staff/approval.njk', { title: 'Report approval', months });
  }

  @Get(':month')
  @Access('report-approver', 'vs-lead')
  async read(@Param('month') month: string, @CurrentSession() session: Session, @Res() response: Response) {
    await this.show(session, response, month);
  }

  @Post(':month/approve')
  @Access('report-approver')
  async approve(
    @Param('month') month: string,
    @Body() body: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(approveForm, body);
    if (!form.ok) return this.again(session, response, month, form.errors, body);
    await this.apis.call(session, 'reporting', 'approveMonth', {
      params: { month },
      body: { digest: form.data.digest },
    });
    response.redirect(303, withDone('/approval', 'approved'));
  }

  @Post(':month/hold')
  @Access('report-approver')
  async hold(
    @Param('month') month: string,
    @Body() body: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(holdForm, body);
    if (!form.ok) return this.again(session, response, month, form.errors, body);
    await this.apis.call(session, 'reporting', 'holdMonth', { params: { month }, body: form.data });
    response.redirect(303, withDone('/approval', 'report-held'));
  }

  @Get(':month/correction')
  @Access('vs-lead')
  async askCorrection(@Param('month') month: string, @CurrentSession() session: Session, @Res() response: Response) {
    await this.showCorrection(session, response, month);
  }

  @Post(':month/correction')
  @Access('vs-lead')
  async correct(
    @Param('month') month: string,
    @Body() body: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(correctionForm, body);
    if (!form.ok) {
      response.status(422);
      return this.showCorrection(session, response, month, form.errors, body);
    }
    const { outcome } = await this.apis.call<{ outcome: 'noted' | 'prepared' | 'with-next-report' }>(
      session,
      'reporting',
      'correctMonth',
      { params: { month }, body: form.data },
    );
    response.redirect(303, withDone('/approval', `correction-${outcome}`));
  }

  @Get('published/:id/takedown')
  @Access('vs-lead', 'safeguarding-lead')
  async askTakedown(@Param('id') id: string, @CurrentSession() session: Session, @Res() response: Response) {
    await this.showTakedown(session, response, id);
  }

  @Post('published/:id/takedown')
  @Access('vs-lead', 'safeguarding-lead')
  async takeDown(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(takedownForm, body);
    if (!form.ok) {
      response.status(422);
      return this.showTakedown(session, response, id, form.errors, body);
    }
    await this.apis.call(session, 'reporting', 'takeDownReport', { params: { id }, body: form.data });
    response.redirect(303, withDone('/approval', 'taken-down'));
  }

  @Get('published/:id/responses/:force/takedown')
  @Access('vs-lead', 'safeguarding-lead')
  async askResponseTakedown(
    @Param() params: { id: string; force: string },
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    await this.showResponseTakedown(session, response, params);
  }

  @Post('published/:id/responses/:force/takedown')
  @Access('vs-lead', 'safeguarding-lead')
  async takeDownResponse(
    @Param() params: { id: string; force: string },
    @Body() body: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(responseTakedownForm, body);
    if (!form.ok) {
      response.status(422);
      return this.showResponseTakedown(session, response, params, form.errors, body);
    }
    await this.apis.call(session, 'reporting', 'takeDownPoliceResponse', { params, body: form.data });
    response.redirect(303, withDone('/approval', 'response-taken-down'));
  }

  private async again(session: Session, response: Response, month: string, errors: FieldErrors, values: unknown) {
    response.status(422);
    await this.show(session, response, month, errors, values);
  }

  private async show(
    session: Session,
    response: Response,
    month: string,
    errors: FieldErrors = noErrors,
    values: unknown = {},
  ) {
    const [months, preview] = await Promise.all([
      this.apis.call<MonthPreparation[]>(session, 'reporting', 'listMonths'),
      this.apis
        .call<{ digest: string; html: string }>(session, 'reporting', 'previewMonth', { params: { month } })
        .catch((error: unknown) => {
          if (error instanceof Problem && error.code === 'month-not-prepared') return undefined;
          throw error;
        }),
    ]);
    if (preview) allowStylesOf(preview.html, response);
    renderPage(response, 'staff/approval-month.njk', {
      title: 'Read, then approve',
      preparation: months.find((one) => one.month === month),
      month,
      preview,
      hasHeading: preview ? /<h1[\s>]/.test(preview.html) : false,
      mayApprove: session.principal.roles.includes('report-approver'),
      errors,
      values,
    });
  }

  private async showCorrection(
    session: Session,
    response: Response,
    month: string,
    errors: FieldErrors = noErrors,
    values: unknown = {},
  ) {
    const months = await this.apis.call<MonthPreparation[]>(session, 'reporting', 'listMonths');
    renderPage(response, 'staff/correction.njk', {
      title: 'Correct a report',
      preparation: months.find((one) => one.month === month),
      month,
      errors,
      values,
    });
  }

  private async showTakedown(
    session: Session,
    response: Response,
    id: string,
    errors: FieldErrors = noErrors,
    values: unknown = {},
  ) {
    const { reports } = await this.apis.call<{ reports: ReportSummary[] }>(session, 'reporting', 'listReports');
    const report = reports.find((each) => each.id === id);
    const isUp = report !== undefined && report.state !== 'taken-down';
    const html = isUp ? await this.asReadersSeeIt(session, id) : undefined;
    if (html) allowStylesOf(html, response);
    renderPage(response, 'staff/takedown.njk', {
      title: 'Take a report down',
      report,
      html,
      answers: isUp ? await this.answersTo(session, id) : [],
      // Whatever else may say the same: other versions of its month, also those replaced, and later reports.
      others: reports.filter(
        (each) => report && each.id !== id && each.month >= report.month && each.state !== 'taken-down',
      ),
      id,
      errors,
      values,
    });
  }

  private async showResponseTakedown(
    session: Session,
    response: Response,
    { id, force }: { id: string; force: string },
    errors: FieldErrors = noErrors,
    values: unknown = {},
  ) {
    const answer = (await this.answersTo(session, id)).find((one) => one.force === force);
    if (!answer) throw notFound();
    renderPage(response, 'staff/response-takedown.njk', {
      title: 'Take an answer of the police down',
      answer,
      id,
      errors,
      values,
    });
  }

  private async asReadersSeeIt(session: Session, id: string): Promise<string> {
    const given = { params: { id }, query: { part: 'fragment' } };
    return (await this.apis.fetch(session, 'reporting', 'readReportHtml', given)).text();
  }

  /** What forces answered to a report, as far as readers see it. */
  private async answersTo(session: Session, id: string): Promise<PoliceResponse[]> {
    const all = await this.apis.call<PoliceResponse[]>(session, 'reporting', 'listPoliceResponses', { params: { id } });
    return all.filter(({ text }) => text !== null);
  }
}
