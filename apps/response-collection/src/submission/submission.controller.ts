import { Public } from '@answerable/access';
import { fill } from '@answerable/questionnaire';
import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { checkRows } from '../answering/question-page.js';
import { Visits } from '../answering/visits.js';
import { ReportUnsafe } from '../answering/report-unsafe.js';
import { Guesses, networkOf } from '../entry/guesses.js';
import { Sessions } from '../entry/session.js';
import { AWAY, monthInWords, notice, show, textsFor } from '../pages/page.js';
import { newWithdrawalCode } from './submission.js';
import { SubmitSurvey } from './submit-survey.js';
import { WithdrawAnswers } from './withdraw-answers.js';

const sending = z.object({
  code: z.string().optional(),
  action: z.enum(['send', 'later', 'not-safe']).default('send'),
});
const takingBack = z.object({ code: z.string().optional() });

/** The end: what she said, once more; sending; and taking back. */
@Controller()
@Public('Sending and taking back: known by the session, or by the code in her hand')
export class SubmissionController {
  constructor(
    private readonly visits: Visits,
    private readonly sessions: Sessions,
    private readonly reportUnsafe: ReportUnsafe,
    private readonly submitSurvey: SubmitSurvey,
    private readonly withdrawAnswers: WithdrawAnswers,
    private readonly guesses: Guesses,
  ) {}

  @Get('check')
  async check(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visit = await this.visits.of(request);
    if (!visit) return notice(response, 'closed');
    this.sessions.keep(response, { ...visit.session, code: visit.session.code ?? newWithdrawalCode() });
    if (!visit.draft) return response.redirect(303, '/agree');
    const rows = checkRows(textsFor(response), visit.draft, visit.session.visit);
    const earlier = Object.values(visit.draft.answers).some((given) => given.visit !== visit.session.visit);
    show(response, 'check', { neutral: false, rows, earlier });
  }

  @Post('check')
  @HttpCode(200)
  async send(
    @Req() request: Request,
    @Res() response: Response,
    @Body({ schema: sending }) { code, action }: z.infer<typeof sending>,
  ): Promise<void> {
    // The second click of a double submit: the first has been heard.
    if (this.sessions.receipt(request)) return response.redirect(303, '/done');
    const session = this.sessions.of(request);
    if (!session) return notice(response, 'closed');
    if (action !== 'send') {
      if (action === 'not-safe' && (await this.visits.of(request))) await this.reportUnsafe.execute(session.surveyId);
      this.sessions.end(response);
      return response.redirect(303, action === 'not-safe' ? AWAY : '/bye');
    }
    const receipt = await this.submitSurvey.execute(session, textsFor(response).facts.code, code === 'yes');
    if (!receipt || receipt === 'late') {
      this.sessions.leave(response);
      return notice(response, receipt ?? 'over');
    }
    this.sessions.sent(response, session, receipt);
    response.redirect(303, '/done');
  }

  @Get('done')
  done(@Req() request: Request, @Res() response: Response): void {
    const receipt = this.sessions.receipt(request);
    if (!receipt) return notice(response, 'over');
    // Shown once: her browser forgets it with this answer, and keeps it where this answer is lost.
    this.sessions.leave(response);
    this.sessions.goAway(response);
    const texts = textsFor(response);
    const { code, until, telephone } = receipt;
    show(response, 'done', {
      neutral: false,
      telephone,
      code,
      until: until && fill(texts.done.code, monthInWords(texts, until)),
    });
  }

  @Get('withdraw')
  withdrawal(@Req() request: Request, @Res() response: Response): void {
    show(response, 'withdraw', this.sessions.beside(request, response));
  }

  @Post('withdraw')
  @HttpCode(200)
  async withdraw(
    @Req() request: Request,
    @Res() response: Response,
    @Body({ schema: takingBack }) { code }: z.infer<typeof takingBack>,
  ): Promise<void> {
    const beside = this.sessions.beside(request, response);
    if (!code?.trim()) return show(response, 'withdraw', { ...beside, fault: textsFor(response).faults['enter-code'] });
    const address = request.ip ?? '';
    // Each counts as a failure: whether it found anything is told to nobody.
    const taken = await this.guesses.inTurn(address, `withdrawal ${networkOf(address)}`, () =>
      this.withdrawAnswers.execute(code),
    );
    if (taken === 'busy')
      return show(response.status(429), 'withdraw', { ...beside, fault: textsFor(response).entry.busy });
    const { doneTitle, done } = textsFor(response).withdraw;
    show(response, 'notice', { ...beside, heading: doneTitle, text: done });
  }
}
