import { Access } from '@answerable/access';
import { dataSubjectRequest, type EpisodeView, type KeptContact } from '@answerable/contracts';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
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

/** Requests of data subjects, each with its month (UK GDPR Art. 12(3)). */
@Controller('requests')
@Access('vs-lead')
export class RequestsController {
  constructor(private readonly apis: Apis) {}

  @Get()
  async list(@CurrentSession() session: Session, @Res() response: Response) {
    const { requests } = await this.apis.call<{ requests: DataRequest[] }>(session, 'survey-delivery', 'listRequests');
    renderPage(response, 'staff/requests.njk', { title: 'Requests about data', requests });
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
    @Body() { reason }: { reason?: string },
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    await this.apis.call(session, 'survey-delivery', 'refuseRequest', { params: { id }, body: { reason } });
    response.redirect(303, withDone('/requests', 'refused'));
  }
}
