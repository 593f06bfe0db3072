import { Public } from '@answerable/access';
import { fill } from '@answerable/questionnaire';
import { Clock, london } from '@answerable/service';
import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { checkRows } from '../answering/question-page.js';
import { Visits } from '../answering/visits.js';
import { ReportUnsafe } from '../answering/report-unsafe.js';
import { Guesses } from '../entry/guesses.js';
import { Sessions } from '../entry/session.js';
import { AWAY, monthInWords, notice, show, textsFor } from '../pages/page.js';
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
    @Inject(Visits) private readonly visits: Visits,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(ReportUnsafe) private readonly reportUnsafe: ReportUnsafe,
    @Inject(SubmitSurvey) private readonly submitSurvey: SubmitSurvey,
    @Inject(WithdrawAnswers) private readonly withdrawAnswers: WithdrawAnswers,
    @Inject(Guesses) private readonly guesses: Guesses,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get('check')
  async check(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visit = await this.visits.of(request);
    if (!visit) return notice(response, 'closed');
    this.sessions.keep(response, visit.session);
    if (!visit.draft) return response.redirect(303, '/agree');
    const rows = checkRows(textsFor(response), visit.draft, visit.session.visit);
    const earlier = Object.values(visit.draft.answers).some((given) => given.visit !== visit.session.visit);
    show(response, 'check', { neutral: false, rows, earlier, telephone: visit.session.mode === 'telephone' });
  }

  @Post('check')
  async send(
    @Req() request: Request,
    @Res() response: Response,
    @Body({ schema: sending }) { code, action }: z.infer<typeof sending>,
  ): Promise<void> {
    const session = this.sessions.of(request);
    // The second click of a double submit: the first has been heard.
    if (session?.sent) return response.redirect(303, '/done');
    if (session && action !== 'send') {
      if (action === 'not-safe') await this.reportUnsafe.execute(session.surveyId);
      this.sessions.end(response);
      return response.redirect(303, action === 'not-safe' ? AWAY : '/bye');
    }
    const sent = session && (await this.submitSurvey.execute(session, textsFor(response).facts.code, code === 'yes'));
    if (!sent) return notice(response, 'closed');
    this.sessions.keep(response, {
      ...session,
      draftKey: Buffer.alloc(0),
      draftId: Buffer.alloc(0),
      sent: true,
      code: sent.code,
    });
    response.redirect(303, '/done');
  }

  @Get('done')
  done(@Req() request: Request, @Res() response: Response): void {
    const session = this.sessions.of(request);
    if (!session?.sent) return notice(response, 'closed');
    const texts = textsFor(response);
    const until = monthInWords(texts, london.month(this.clock.now()));
    show(response, 'done', { code: session.code, until: fill(texts.done.code, until) });
  }

  @Get('withdraw')
  withdrawal(@Res() response: Response): void {
    show(response, 'withdraw');
  }

  @Post('withdraw')
  async withdraw(
    @Req() request: Request,
    @Res() response: Response,
    @Body({ schema: takingBack }) { code }: z.infer<typeof takingBack>,
  ): Promise<void> {
    if (!code?.trim()) return show(response, 'withdraw', { fault: textsFor(response).faults['enter-code'] });
    await this.guesses.slowDown(request.ip ?? '', 'withdrawal');
    await this.guesses.failed(request.ip ?? '', 'withdrawal');
    await this.withdrawAnswers.execute(code);
    const { doneTitle, done } = textsFor(response).withdraw;
    show(response, 'notice', { heading: doneTitle, text: done });
  }
}
