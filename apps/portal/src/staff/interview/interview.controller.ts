import { Access } from '@answerable/access';
import type { EpisodeView } from '@answerable/contracts';
import { Problem } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Apis } from '../../api/apis.js';
import { saidOf } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';
import { safeInWords } from '../words.js';

interface Dialled {
  firstName: string;
  whatToSay: string | null;
  voicemailSafe: 'safe' | 'unsafe' | 'unknown';
  language: string;
  interpreter: boolean;
}
interface Handover {
  url: string;
  token: string;
  firstName: string;
  expiresAt: string;
}

/** A colleague is at it, or her day has not come: said where the call is prepared. */
const notNow: ReadonlySet<string> = new Set(['claimed-by-another', 'not-possible-now']);

/** The call: the system dials, the caller sees a first name, and the interview runs on the survey's own origin. */
@Controller('episodes/:episodeId/call')
@Access('caseworker', 'interviewer', 'vs-lead')
export class InterviewController {
  constructor(private readonly apis: Apis) {}

  @Get()
  async prepare(
    @Param('episodeId') episodeId: string,
    @Query('task') task: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    await this.show(session, response, episodeId, { task });
  }

  @Post('dial')
  async dial(@Param('episodeId') episodeId: string, @CurrentSession() session: Session, @Res() response: Response) {
    try {
      const dialled = await this.apis.call<Dialled>(session, 'survey-delivery', 'dial', { params: { episodeId } });
      await this.show(session, response, episodeId, { dialled });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const model =
        error.code === 'no-telephony' ? { noTelephony: true } : notNow.has(error.code) && { notNow: saidOf(error) };
      if (!model) throw error;
      response.status(error.status);
      await this.show(session, response, episodeId, model);
    }
  }

  @Post('handover')
  @Access('interviewer', 'vs-lead')
  async handOver(@Param('episodeId') episodeId: string, @CurrentSession() session: Session, @Res() response: Response) {
    const handover = await this.apis.call<Handover>(session, 'survey-delivery', 'handOver', { params: { episodeId } });
    renderPage(response, 'staff/handover.njk', { title: 'Open the interview', handover, episodeId });
  }

  private async show(session: Session, response: Response, episodeId: string, model: object) {
    const episode = await this.apis.call<EpisodeView>(session, 'survey-delivery', 'readEpisode', {
      params: { episodeId },
    });
    const { roles, subject } = session.principal;
    renderPage(response, 'staff/call.njk', {
      title: `Call, ${episode.reference}`,
      episode,
      notes: safeInWords(episode.safe),
      mayInterview:
        (roles.includes('interviewer') || roles.includes('vs-lead')) &&
        !episode.supporters.some((supporter) => supporter.subject === subject),
      mayReveal: roles.includes('caseworker') || roles.includes('vs-lead'),
      ...model,
    });
  }
}
