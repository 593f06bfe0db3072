import { Access } from '@answerable/access';
import { dataSubjectRequest, type EpisodeView, type KeptContact } from '@answerable/contracts';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
import { noErrors, readForm, type FieldErrors } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';
import { plain, storyLine } from '../words.js';

type DataRequest = z.infer<typeof dataSubjectRequest>;
interface Fulfilled {
  request: DataRequest;
  held: {
    contact: KeptContact | null;
    others: KeptContact[];
    notes: string[];
    episodes: EpisodeView[];
    reads: { at: string; by: string; purpose: string }[];
  } | null;
}

const refusalForm = z.object({
  reason: z.string('Write why').trim().max(300, 'Use at most 300 characters'),
});

/** Requests of data subjects, each with its month (UK GDPR Art. 12(3)). */
@Controller('requests')
@Access('vs-lead')
export class RequestsController {
  constructor(private readonly apis: Apis) {}

  @Get()
  async list(@CurrentSession() session: Session, @Res() response: Response) {
    await this.show(session, response);
  }

  @Post(':id/fulfil')
  async fulfil(@Param('id') id: string, @CurrentSession() session: Session, @Res() response: Response) {
    const { request, held } = await this.apis.call<Fulfilled>(session, 'survey-delivery', 'fulfilRequest', {
      params: { id },
    });
    if (!held) return response.redirect(303, withDone('/requests', 'fulfilled'));
    renderPage(response, 'staff/held.njk', {
      title: `Everything kept about ${request.reference}`,
      request,
      contacts: [...(held.contact ? [held.contact] : []), ...held.others],
      notes: held.notes,
      episodes: held.episodes.map((episode) => ({
        ...episode,
        story: episode.story.map((entry) => ({ ...entry, line: storyLine(entry) })),
      })),
      reads: held.reads.map((read) => ({ ...read, purpose: plain(read.purpose) })),
    });
  }

  @Post(':id/refuse')
  async refuse(
    @Param('id') id: string,
    @Body() body: Record<string, unknown>,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(refusalForm, body);
    if (!form.ok) {
      response.status(422);
      return this.show(session, response, form.errors, { id, reason: body.reason });
    }
    await this.apis.call(session, 'survey-delivery', 'refuseRequest', { params: { id }, body: form.data });
    response.redirect(303, withDone('/requests', 'refused'));
  }

  /** `refusing`: the request whose refusal could not be taken, and what was written in it. */
  private async show(
    session: Session,
    response: Response,
    errors: FieldErrors = noErrors,
    refusing: { id: string; reason: unknown } | null = null,
  ) {
    const { requests } = await this.apis.call<{ requests: DataRequest[] }>(session, 'survey-delivery', 'listRequests');
    renderPage(response, 'staff/requests.njk', { title: 'Requests about data', requests, errors, refusing });
  }
}
