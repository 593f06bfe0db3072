import { Access } from '@answerable/access';
import { deliveryState } from '@answerable/contracts';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
import { noErrors, readForm, type FieldErrors } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';

const pauseForm = z.object({
  reason: z.string('Write why').trim().min(1, 'Write why').max(300, 'Use at most 300 characters'),
});

/** One switch that stops every message and call. */
@Controller('pause')
@Access('caseworker', 'interviewer', 'vs-lead', 'safeguarding-lead', 'operator')
export class PauseController {
  constructor(private readonly apis: Apis) {}

  @Get()
  async read(@CurrentSession() session: Session, @Res() response: Response) {
    await this.show(session, response);
  }

  @Post()
  @Access('vs-lead', 'safeguarding-lead', 'operator')
  async pause(@Body() body: unknown, @CurrentSession() session: Session, @Res() response: Response) {
    const form = readForm(pauseForm, body);
    if (!form.ok) {
      response.status(422);
      return this.show(session, response, form.errors, body);
    }
    await this.apis.call(session, 'survey-delivery', 'pauseAll', { body: form.data });
    response.redirect(303, withDone('/pause', 'paused'));
  }

  @Post('resume')
  @Access('vs-lead', 'safeguarding-lead')
  async resume(@CurrentSession() session: Session, @Res() response: Response) {
    await this.apis.call(session, 'survey-delivery', 'resumeAll');
    response.redirect(303, withDone('/pause', 'resumed'));
  }

  private async show(session: Session, response: Response, errors: FieldErrors = noErrors, values: unknown = {}) {
    const state = await this.apis.call<z.infer<typeof deliveryState>>(session, 'survey-delivery', 'readDeliveryState');
    const { roles } = session.principal;
    renderPage(response, 'staff/pause.njk', {
      title: state.paused ? 'Everything is paused' : 'Pause everything',
      state,
      mayPause: roles.some((role) => role === 'vs-lead' || role === 'safeguarding-lead' || role === 'operator'),
      mayResume: roles.some((role) => role === 'vs-lead' || role === 'safeguarding-lead'),
      errors,
      values,
    });
  }
}
