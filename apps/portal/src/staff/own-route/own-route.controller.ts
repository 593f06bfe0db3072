import { Access } from '@answerable/access';
import { ownRouteEntry, ownRouteForm, type EpisodeState } from '@answerable/contracts';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
import { noErrors, readForm, type FieldErrors } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';

interface Opened {
  form: z.infer<typeof ownRouteForm>;
  candidates: { episodeId: string; reference: string; state: EpisodeState; cueMonth: string }[];
}

const verifyForm = z.object({
  result: z.union(
    [z.enum(['not-told-about', 'not-verified', 'abuse']), z.templateLiteral(['matched:', z.uuid()])],
    'Choose what you found out',
  ),
});

/** "My case was closed and nobody asked me": a person verifies each before it counts. */
@Controller('nobody-asked-me')
@Access('caseworker', 'vs-lead')
export class OwnRouteController {
  constructor(private readonly apis: Apis) {}

  @Get()
  async list(@CurrentSession() session: Session, @Res() response: Response) {
    const { entries } = await this.apis.call<{ entries: z.infer<typeof ownRouteEntry>[] }>(
      session,
      'survey-delivery',
      'listOwnRoute',
    );
    renderPage(response, 'staff/own-route.njk', { title: 'Nobody asked me', entries });
  }

  @Post(':id/open')
  async open(@Param('id') id: string, @CurrentSession() session: Session, @Res() response: Response) {
    await this.show(session, response, id);
  }

  @Post(':id/verify')
  async verify(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(verifyForm, body);
    if (!form.ok) {
      response.status(422);
      return this.show(session, response, id, form.errors);
    }
    const [result, episodeId] = form.data.result.split(':');
    await this.apis.call(session, 'survey-delivery', 'verifyOwnRoute', {
      params: { id },
      body: episodeId ? { result, episodeId } : { result },
    });
    response.redirect(303, withDone('/nobody-asked-me', 'own-route'));
  }

  private async show(session: Session, response: Response, id: string, errors: FieldErrors = noErrors) {
    const opened = await this.apis.call<Opened>(session, 'survey-delivery', 'openOwnRoute', { params: { id } });
    renderPage(response, 'staff/own-route-entry.njk', { title: 'What she wrote', id, ...opened, errors });
  }
}
