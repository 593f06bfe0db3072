import { Access } from '@answerable/access';
import { safeguardingConcern, staffNotePattern } from '@answerable/contracts';
import { Clock } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
import { dueInWords } from '../../page/due.js';
import { noErrors, readForm, type FieldErrors } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';

type Concern = z.infer<typeof safeguardingConcern>;

const closeForm = z.object({
  outcome: z
    .string('Write how it ended')
    .trim()
    .min(1, 'Write how it ended')
    .max(300, 'Use at most 300 characters')
    .regex(staffNotePattern, 'Leave out telephone numbers, addresses and postcodes'),
  contactAgain: z.enum(['yes', 'no'], 'Choose whether she may be contacted again'),
});

/** Risks to life or to a child: a named lead and a clock. */
@Controller('safeguarding')
@Access('safeguarding-lead', 'vs-lead')
export class SafeguardingController {
  constructor(
    private readonly apis: Apis,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Query('state') asked: unknown, @CurrentSession() session: Session, @Res() response: Response) {
    await this.show(session, response, asked === 'closed' ? 'closed' : undefined);
  }

  @Post(':id/take')
  async take(@Param('id') id: string, @CurrentSession() session: Session, @Res() response: Response) {
    await this.apis.call(session, 'survey-delivery', 'takeConcern', { params: { id } });
    response.redirect(303, withDone('/safeguarding', 'concern-taken'));
  }

  @Post(':id/take-over')
  async takeOver(@Param('id') id: string, @CurrentSession() session: Session, @Res() response: Response) {
    await this.apis.call(session, 'survey-delivery', 'takeOverConcern', { params: { id } });
    response.redirect(303, withDone('/safeguarding', 'concern-taken'));
  }

  @Post(':id/close')
  async close(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(closeForm, body);
    if (!form.ok) {
      response.status(422);
      return this.show(session, response, undefined, { id, values: body, errors: form.errors });
    }
    await this.apis.call(session, 'survey-delivery', 'closeConcern', {
      params: { id },
      body: { outcome: form.data.outcome, contactAgain: form.data.contactAgain === 'yes' },
    });
    response.redirect(303, withDone('/safeguarding', 'concern-closed'));
  }

  private async show(
    session: Session,
    response: Response,
    state: 'closed' | undefined,
    faulty: { id?: string; values: unknown; errors: FieldErrors } = { values: {}, errors: noErrors },
  ) {
    const { concerns } = await this.apis.call<{ concerns: Concern[] }>(session, 'survey-delivery', 'listConcerns', {
      query: { state },
    });
    const now = this.clock.now();
    renderPage(response, 'staff/safeguarding.njk', {
      title: state === 'closed' ? 'Closed concerns' : 'Safeguarding',
      closed: state === 'closed',
      concerns: concerns
        .filter((concern) => (state === 'closed') === (concern.state === 'closed'))
        .map((concern) => ({
          ...concern,
          due: dueInWords(new Date(concern.dueAt), now),
          mine: concern.lead?.subject === session.principal.subject,
        })),
      faulty: faulty.id,
      values: faulty.values,
      errors: faulty.errors,
    });
  }
}
