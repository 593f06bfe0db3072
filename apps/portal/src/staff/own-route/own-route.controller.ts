import { Access } from '@answerable/access';
import { ownRouteEntry, ownRouteForm, type EpisodeState, type possibleCase } from '@answerable/contracts';
import { Problem } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
import { formError, noErrors, readForm, type FieldErrors } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';

interface Opened {
  form: z.infer<typeof ownRouteForm>;
  candidates: { episodeId: string; reference: string; state: EpisodeState; cueMonth: string }[];
}

const searchForm = z.object({
  search: z.string('Write a reference, a unit or a month').trim().min(1).max(60, 'Use at most 60 characters'),
});
const verifyForm = z.object({
  result: z.union(
    [
      z.enum(['not-told-about', 'not-verified', 'abuse']),
      z.templateLiteral(['matched:', z.uuid()]),
      z.templateLiteral(['case:', z.string().min(1)]),
    ],
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
    const [result, found] = form.data.result.split(':');
    const bodies: Record<string, object> = {
      matched: { result, episodeId: found },
      case: { result: 'matched-case', caseKey: found },
    };
    try {
      await this.apis.call(session, 'survey-delivery', 'verifyOwnRoute', {
        params: { id },
        body: bodies[result!] ?? { result },
      });
    } catch (error) {
      if (!(error instanceof Problem) || result !== 'not-told-about' || error.code !== 'not-possible-now') throw error;
      response.status(409);
      return this.show(session, response, id, formError('search', 'Look for her case by unit or month first'));
    }
    response.redirect(303, withDone('/nobody-asked-me', 'own-route'));
  }

  @Post(':id/search')
  async search(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(searchForm, body);
    if (!form.ok) {
      response.status(422);
      return this.show(session, response, id, form.errors);
    }
    const { cases } = await this.apis.call<{ cases: z.infer<typeof possibleCase>[] }>(
      session,
      'survey-delivery',
      'searchOwnRoute',
      { params: { id }, body: form.data },
    );
    await this.show(session, response, id, noErrors, cases, form.data);
  }

  private async show(
    session: Session,
    response: Response,
    id: string,
    errors: FieldErrors = noErrors,
    cases: z.infer<typeof possibleCase>[] | null = null,
    values: object = {},
  ) {
    const opened = await this.apis.call<Opened>(session, 'survey-delivery', 'openOwnRoute', { params: { id } });
    renderPage(response, 'staff/own-route-entry.njk', {
      title: 'What she wrote',
      id,
      ...opened,
      cases,
      values,
      errors,
    });
  }
}
