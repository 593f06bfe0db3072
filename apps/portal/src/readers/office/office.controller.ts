import { Access } from '@answerable/access';
import type { SeatView } from '@answerable/contracts';
import { CONFIG, Problem } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import type { PortalConfig } from '../../config.js';
import { withDone } from '../../page/done.js';
import { formError, noErrors, readForm } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';

const delegateForm = z.object({
  name: z.string('Write the name').trim().min(1, 'Write the name').max(100, 'Use at most 100 characters'),
  username: z
    .string('Write the sign-in name')
    .trim()
    .min(1, 'Write the sign-in name')
    .max(100, 'Use at most 100 characters'),
});

/** The seat an office works for, who else may read for it, and what it can hand to a constituent. */
@Controller()
@Access('mp-office')
export class OfficeController {
  constructor(
    private readonly apis: Apis,
    @Inject(CONFIG) private readonly config: PortalConfig,
  ) {}

  @Get('office')
  async show(@CurrentSession() session: Session, @Res() response: Response) {
    await this.page(session, response);
  }

  @Post('office/delegates')
  async add(@Body() body: unknown, @CurrentSession() session: Session, @Res() response: Response) {
    const form = readForm(delegateForm, body);
    if (!form.ok) {
      response.status(422);
      return this.page(session, response, form.errors, body);
    }
    try {
      await this.apis.call(session, 'reporting', 'addDelegate', { body: form.data });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'too-many-delegates') throw error;
      response.status(409);
      return this.page(session, response, formError('name', `${error.title}. End another one first.`), body);
    }
    response.redirect(303, withDone('/office', 'delegate-added'));
  }

  @Post('office/delegates/:delegateId/end')
  async end(@Param('delegateId') delegateId: string, @CurrentSession() session: Session, @Res() response: Response) {
    await this.apis.call(session, 'reporting', 'endDelegate', { params: { delegateId } });
    response.redirect(303, withDone('/office', 'delegate-ended'));
  }

  @Get('leaflet')
  leaflet(@Res() response: Response) {
    renderPage(response, 'readers/leaflet.njk', {
      title: 'Your case was closed and nobody asked you?',
      address: new URL('/nobody-asked-me', this.config.NOBODY_ASKED_ME_URL).href,
    });
  }

  private async page(session: Session, response: Response, errors = noErrors, values: unknown = {}) {
    const seat = await this.apis.call<SeatView>(session, 'reporting', 'readMySeat');
    renderPage(response, 'readers/office.njk', { title: 'Your office', seat, errors, values });
  }
}
