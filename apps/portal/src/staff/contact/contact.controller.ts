import { Access } from '@answerable/access';
import {
  contactTimes,
  deliveryChannels,
  languages,
  revealPurpose,
  type KeptContact,
  type EpisodeView,
} from '@answerable/contracts';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
import { noErrors, readForm, refusedForm, type FieldErrors } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';
import { revealPurposes, safeInWords } from '../words.js';
import { safeContactForm, updateOf } from './fields.js';

const revealForm = z.object({ purpose: z.enum(revealPurpose.options, 'Choose what you need the details for') });
/** Which field a refusal is about. */
const fieldOf = { 'identity-not-checked': 'birthDate', 'not-named-by-her': 'email' };
const taskIn = (value: unknown): string | null =>
  typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) ? value : null;

/** Contact details: never on a list, one person at a time, for a purpose; and what she says about reaching her safely. */
@Controller('episodes/:episodeId')
@Access('caseworker', 'vs-lead', 'safeguarding-lead')
export class ContactController {
  constructor(private readonly apis: Apis) {}

  @Get('contact')
  async ask(@Param('episodeId') episodeId: string, @CurrentSession() session: Session, @Res() response: Response) {
    await this.showPurpose(session, response, episodeId);
  }

  @Post('contact')
  async reveal(
    @Param('episodeId') episodeId: string,
    @Body() body: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(revealForm, body);
    if (!form.ok) {
      response.status(422);
      return this.showPurpose(session, response, episodeId, form.errors, body as object);
    }
    const opened = await this.apis
      .call<KeptContact>(session, 'survey-delivery', 'revealContact', { params: { episodeId }, body: form.data })
      .then(
        (contact) => ({ contact, refused: null }),
        (error: unknown) => ({ contact: null, refused: refusedForm(error) }),
      );
    if (opened.refused) {
      response.status(opened.refused.status);
      return this.showPurpose(session, response, episodeId, opened.refused.errors, form.data);
    }
    const episode = await this.episode(session, episodeId);
    renderPage(response, 'staff/contact.njk', {
      title: `Contact details, ${episode.reference}`,
      episode,
      notes: safeInWords(episode.safe),
      contact: opened.contact,
      purpose: revealPurposes[form.data.purpose],
    });
  }

  @Get('safe-contact')
  @Access('caseworker', 'interviewer', 'vs-lead')
  async form(
    @Param('episodeId') episodeId: string,
    @Query('task') taskId: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    await this.showForm(session, response, episodeId, { task: taskId });
  }

  @Post('safe-contact')
  @Access('caseworker', 'interviewer', 'vs-lead')
  async save(
    @Param('episodeId') episodeId: string,
    @Body() body: Record<string, unknown>,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(safeContactForm, body);
    if (!form.ok) {
      response.status(422);
      return this.showForm(session, response, episodeId, body, form.errors);
    }
    const taskId = taskIn(body.task);
    const refused = await this.apis
      .call(session, 'survey-delivery', 'updateSafeContact', {
        params: { episodeId },
        body: updateOf(form.data, taskId),
      })
      .then(
        () => null,
        (error: unknown) => refusedForm(error, fieldOf),
      );
    if (refused) {
      response.status(refused.status);
      return this.showForm(session, response, episodeId, body, refused.errors);
    }
    const { reference } = await this.episode(session, episodeId);
    response.redirect(303, withDone(taskId ? '/worklist' : `/episodes/${episodeId}`, 'contact-checked', reference));
  }

  private async showPurpose(
    session: Session,
    response: Response,
    episodeId: string,
    errors: FieldErrors = noErrors,
    values: object = {},
  ) {
    const episode = await this.episode(session, episodeId);
    renderPage(response, 'staff/contact-purpose.njk', {
      title: `Open contact details, ${episode.reference}`,
      episode,
      notes: safeInWords(episode.safe),
      purposes: revealPurposes,
      errors,
      values,
    });
  }

  private async showForm(
    session: Session,
    response: Response,
    episodeId: string,
    values: Record<string, unknown>,
    errors: FieldErrors = noErrors,
  ) {
    const episode = await this.episode(session, episodeId);
    renderPage(response, 'staff/safe-contact.njk', {
      title: 'Check safe contact',
      episode,
      notes: safeInWords(episode.safe),
      task: taskIn(values.task),
      values: { ...values, times: [values.times ?? []].flat() },
      errors,
      times: contactTimes,
      channelCodes: deliveryChannels,
      languageCodes: languages,
    });
  }

  private episode(session: Session, episodeId: string): Promise<EpisodeView> {
    return this.apis.call<EpisodeView>(session, 'survey-delivery', 'readEpisode', { params: { episodeId } });
  }
}
