import { Access } from '@answerable/access';
import { telephoneNumber, type FoundEntry, type FoundEpisode } from '@answerable/contracts';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { noErrors, readForm, type FieldErrors } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';

interface Found {
  episodes: FoundEpisode[];
  entries: FoundEntry[];
  /** What was written to the public page is opened by a caseworker or a lead. */
  mayOpen: boolean;
}
const findForm = z.object({ sought: z.string('Write a number, an e-mail address or a reference').trim().max(200) });

/** What she says tells what it is: an address has an @, a number is one. */
const soughtFrom = (text: string) =>
  text.includes('@')
    ? { email: text }
    : telephoneNumber.safeParse(text).success
      ? { telephone: text }
      : { reference: text.slice(0, 12) };

/** Who rings us is found whatever the state; nothing she said stands in an address or stays on the page. */
@Controller('find')
@Access('caseworker', 'vs-lead', 'safeguarding-lead')
export class FindController {
  constructor(private readonly apis: Apis) {}

  @Get()
  form(@Res() response: Response): void {
    this.show(response, null);
  }

  @Post()
  async find(@Body() body: unknown, @CurrentSession() session: Session, @Res() response: Response) {
    const form = readForm(findForm, body);
    if (!form.ok) {
      response.status(422);
      return this.show(response, null, form.errors);
    }
    const found = await this.apis.call<Omit<Found, 'mayOpen'>>(session, 'survey-delivery', 'findEpisodes', {
      body: soughtFrom(form.data.sought),
    });
    const mayOpen = session.principal.roles.some((role) => role === 'caseworker' || role === 'vs-lead');
    this.show(response, { ...found, mayOpen });
  }

  private show(response: Response, found: Found | null, errors: FieldErrors = noErrors): void {
    renderPage(response, 'staff/find.njk', { title: 'Find somebody who rings', ...found, errors, values: {} });
  }
}
