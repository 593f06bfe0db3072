import { Access } from '@answerable/access';
import { callBack, openedWish } from '@answerable/contracts';
import { Clock } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
import { dueInWords } from '../../page/due.js';
import { noErrors, readForm, refusedForm, type FieldErrors } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';

type CallBack = z.infer<typeof callBack>;
type Wish = z.infer<typeof openedWish>;

const outcomeForm = z
  .object({
    outcome: z.enum(
      ['reached', 'not-reached-three-times', 'no-longer-wanted', 'handed-to-safeguarding'],
      'Choose how it ended',
    ),
    supportGiven: z.enum(['yes', 'no'], 'Choose yes or no'),
    risk: z.enum(['life', 'child', 'domestic', 'other'], 'Choose what is at risk').optional(),
    note: z.string().trim().max(1000, 'Use at most 1000 characters').optional(),
  })
  .refine(({ outcome, risk }) => outcome !== 'handed-to-safeguarding' || risk, {
    path: ['risk'],
    message: 'Choose what is at risk: the lead has to know how fast',
  })
  .refine(({ outcome, note }) => outcome !== 'handed-to-safeguarding' || note, {
    path: ['note'],
    message: 'Write what you know',
  });

/** Who asked to be called, by the clock of one working day. */
@Controller('call-backs')
@Access('caseworker', 'interviewer', 'vs-lead', 'safeguarding-lead')
export class CallBacksController {
  constructor(
    private readonly apis: Apis,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@CurrentSession() session: Session, @Res() response: Response) {
    const now = this.clock.now();
    renderPage(response, 'staff/call-backs.njk', {
      title: 'Call-backs',
      rows: (await this.all(session)).map((one) => ({
        ...one,
        due: dueInWords(new Date(one.dueAt), now),
        mine: one.claimedBy?.subject === session.principal.subject,
      })),
    });
  }

  @Post(':id/take')
  @Access('caseworker', 'interviewer', 'vs-lead')
  async take(@Param('id') id: string, @CurrentSession() session: Session, @Res() response: Response) {
    const one = (await this.all(session)).find(({ callBackId }) => callBackId === id);
    if (one) await this.apis.call(session, 'survey-delivery', 'claimTask', { params: { taskId: one.taskId } });
    response.redirect(303, withDone('/call-backs', 'claimed', one?.reference));
  }

  @Post(':id/open')
  @Access('caseworker', 'interviewer', 'vs-lead')
  async open(@Param('id') id: string, @CurrentSession() session: Session, @Res() response: Response) {
    await this.show(session, response, id);
  }

  @Post(':id/complete')
  @Access('caseworker', 'interviewer', 'vs-lead')
  async complete(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(outcomeForm, body);
    if (!form.ok) {
      response.status(422);
      return this.show(session, response, id, form.errors, body);
    }
    const { outcome, supportGiven, risk, note } = form.data;
    const refused = await this.apis
      .call(session, 'survey-delivery', 'completeCallBack', {
        params: { id },
        body: {
          outcome,
          supportGiven: supportGiven === 'yes',
          ...(outcome === 'handed-to-safeguarding' && { risk, note }),
        },
      })
      .then(
        () => null,
        (error: unknown) => refusedForm(error),
      );
    if (refused) {
      response.status(refused.status);
      return this.show(session, response, id, refused.errors, body);
    }
    response.redirect(303, withDone('/call-backs', 'call-back'));
  }

  private async show(
    session: Session,
    response: Response,
    id: string,
    errors: FieldErrors = noErrors,
    values: unknown = {},
  ) {
    const [wish, all] = await Promise.all([
      this.apis.call<Wish>(session, 'survey-delivery', 'openCallBack', { params: { id } }),
      this.all(session),
    ]);
    const one = all.find(({ callBackId }) => callBackId === id);
    renderPage(response, 'staff/call-back.njk', {
      title: `Call back, ${one?.reference ?? ''}`,
      wish,
      one,
      id,
      errors,
      values,
    });
  }

  private async all(session: Session): Promise<CallBack[]> {
    return (await this.apis.call<{ callBacks: CallBack[] }>(session, 'survey-delivery', 'listCallBacks')).callBacks;
  }
}
