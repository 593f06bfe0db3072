import { Access } from '@answerable/access';
import { month, supervisorView, type UnitSignal } from '@answerable/contracts';
import { Clock, london } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { dueInWords } from '../../page/due.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';
import { coverage } from './coverage.js';

/** The supervisor's view: does everybody count, what is late, where do people fall out, who has how much to do. */
@Controller('overview')
@Access('vs-lead')
export class OverviewController {
  constructor(
    private readonly apis: Apis,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @Query('from') from: unknown,
    @Query('to') to: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const now = this.clock.now();
    const current = london.today(now).slice(0, 7);
    const range = { from: monthOr(from, london.addMonths(current, -2)), to: monthOr(to, current) };
    const [view, signals] = await Promise.all([
      this.apis.call<z.infer<typeof supervisorView>>(session, 'survey-delivery', 'supervise', { query: range }),
      this.apis.call<UnitSignal[]>(session, 'reporting', 'listSignals'),
    ]);
    renderPage(response, 'staff/overview.njk', {
      title: 'Overview',
      ...view,
      ...range,
      months: Array.from({ length: 13 }, (_, back) => london.addMonths(current, -back)),
      coverage: coverage(view.dispositions),
      oldest: view.waiting.oldestDueAt && dueInWords(new Date(view.waiting.oldestDueAt), now),
      signals: signals.filter(({ stands }) => stands.length > 0),
    });
  }
}

const monthOr = (asked: unknown, other: string): string => {
  const parsed = month.safeParse(asked);
  return parsed.success ? parsed.data : other;
};
