import { Access, CurrentPrincipal, type Principal } from '@answerable/access';
import { rejectionStates, type Feed, type Receipt } from '@answerable/contracts';
import { renderPage } from '@answerable/web';
import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';

const filters = z.object({
  source: z.string().max(200).optional().catch(undefined),
  after: z.string().max(200).optional().catch(undefined),
  eventId: z.string().trim().max(120).optional().catch(undefined),
  state: z.enum([...rejectionStates, 'all']).catch('open'),
});

/** The police's view of their own feed: what arrived, what was refused and why, what is missing. Nothing about people. */
@Controller()
@Access('data-officer', 'police-lead')
export class FeedController {
  constructor(private readonly apis: Apis) {}

  @Get('feed')
  async feed(@CurrentSession() session: Session, @CurrentPrincipal() principal: Principal, @Res() response: Response) {
    const feed = await this.apis.call<Feed>(session, 'case-intake', 'readFeed');
    const sources = feed.sources.map((source) => ({ ...source, days: daysOf(source.eventsByDay) }));
    renderPage(response, 'readers/feed.njk', {
      title: 'Your feed',
      asOf: feed.asOf,
      unread: feed.unread,
      sources,
      isOfficer: principal.roles.includes('data-officer'),
    });
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
}

/** Days as a picture: height in whole percent of the busiest day. */
function daysOf(days: Feed['sources'][number]['eventsByDay']) {
  const most = Math.max(1, ...days.map(({ accepted, rejected }) => accepted + rejected));
  return days.map((day) => ({ ...day, height: Math.round(((day.accepted + day.rejected) / most) * 100) }));
}
