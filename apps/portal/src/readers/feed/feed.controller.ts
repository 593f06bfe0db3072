import { Access } from '@answerable/access';
import { date, rejectionStates, type Feed, type Receipt } from '@answerable/contracts';
import { Problem } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
import { formError, noErrors, readForm, saidOf } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';

const filters = z.object({
  source: z.string().max(200).optional().catch(undefined),
  after: z.string().max(200).optional().catch(undefined),
  eventId: z.string().trim().max(120).optional().catch(undefined),
  state: z.enum([...rejectionStates, 'all']).catch('open'),
});

const unreadForm = z.object({
  day: date,
  code: z.string().max(60),
  events: z.coerce.number().int().positive(),
  done: z
    .string('Write what was done')
    .trim()
    .min(10, 'Write what was done, in at least ten characters')
    .max(500, 'Use at most 500 characters'),
});

/** The police's view of their own feed: what arrived, what was refused and why, what is missing. Nothing about people. */
@Controller()
@Access('data-officer', 'police-lead')
export class FeedController {
  constructor(private readonly apis: Apis) {}

  @Get('feed')
  async feed(@CurrentSession() session: Session, @Res() response: Response) {
    await this.showFeed(session, response);
  }

  @Post('feed/unread')
  @Access('data-officer')
  async settleUnread(
    @Body() body: Record<string, unknown>,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(unreadForm, body);
    if (!form.ok) {
      response.status(422);
      return this.showFeed(session, response, form.errors, body);
    }
    try {
      await this.apis.call(session, 'case-intake', 'settleUnread', { body: form.data });
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 409) throw error;
      response.status(409);
      return this.showFeed(session, response, formError('done', saidOf(error)), body);
    }
    response.redirect(303, withDone('/feed', 'unread-settled'));
  }

  @Get('receipts')
  async receipts(@Query() query: unknown, @CurrentSession() session: Session, @Res() response: Response) {
    const { source, after, eventId } = filters.parse(query);
    const page = await this.apis.call<{ receipts: Receipt[]; next: string | null }>(
      session,
      'case-intake',
      'listReceipts',
      {
        query: { source, after, eventId, limit: 50 },
      },
    );
    renderPage(response, 'readers/receipts.njk', { title: 'Receipts', ...page, source, eventId, after });
  }

  @Get('rejections')
  async rejections(@Query() query: unknown, @CurrentSession() session: Session, @Res() response: Response) {
    const { source, after, state } = filters.parse(query);
    const page = await this.apis.call<object>(session, 'case-intake', 'listRejections', {
      query: { source, after, state, limit: 50 },
    });
    renderPage(response, 'readers/rejections.njk', { title: 'Rejections', ...page, source, state, after });
  }

  private async showFeed(session: Session, response: Response, errors = noErrors, values: object = {}) {
    const feed = await this.apis.call<Feed>(session, 'case-intake', 'readFeed');
    renderPage(response, 'readers/feed.njk', {
      title: 'Your feed',
      asOf: feed.asOf,
      unread: feed.unread,
      sources: feed.sources.map((source) => ({ ...source, days: daysOf(source.eventsByDay) })),
      isOfficer: session.principal.roles.includes('data-officer'),
      errors,
      values,
    });
  }
}

/** Days as a picture: height in whole percent of the busiest day. */
function daysOf(days: Feed['sources'][number]['eventsByDay']) {
  const most = Math.max(1, ...days.map(({ accepted, rejected }) => accepted + rejected));
  return days.map((day) => ({ ...day, height: Math.round(((day.accepted + day.rejected) / most) * 100) }));
}
