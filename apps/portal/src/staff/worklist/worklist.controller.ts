import { Access } from '@answerable/access';
import { languages, taskKinds, type WorkTask } from '@answerable/contracts';
import { Clock, Problem } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';
import { taskRow } from './task-row.js';

interface Worklist {
  tasks: WorkTask[];
  next: string | null;
  counts: { kind: WorkTask['kind']; open: number; overdue: number; mine: number }[];
}

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const filters = z.object({
  kind: optional(z.enum(taskKinds)),
  mine: optional(z.enum(['yes', 'no'])),
  due: optional(z.enum(['overdue', 'today', 'this-week', 'now-callable', 'all'])),
  language: optional(z.enum(languages)),
  search: optional(z.string().trim().max(60)),
  after: optional(z.string().max(200)),
});

@Controller('worklist')
@Access('caseworker', 'interviewer', 'vs-lead', 'safeguarding-lead')
export class WorklistController {
  constructor(
    private readonly apis: Apis,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Query() query: Record<string, unknown>, @CurrentSession() session: Session, @Res() response: Response) {
    const filter = filters.parse(Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '')));
    const [work, state] = await Promise.all([
      this.apis.call<Worklist>(session, 'survey-delivery', 'listWork', { query: { ...filter, limit: 40 } }),
      this.apis.call<{ paused: boolean; reason: string | null }>(session, 'survey-delivery', 'readDeliveryState'),
    ]);
    const now = this.clock.now();
    const { after: _, ...kept } = filter;
    const address = new URLSearchParams(
      Object.entries(kept).filter(([, value]) => value !== undefined) as [string, string][],
    );
    renderPage(response, 'staff/worklist.njk', {
      title: 'Worklist',
      rows: work.tasks.map((task) => taskRow(task, now, session.principal)),
      counts: work.counts,
      totals: {
        open: sum(work.counts.map((count) => count.open)),
        overdue: sum(work.counts.map((count) => count.overdue)),
        mine: sum(work.counts.map((count) => count.mine)),
      },
      next: work.next,
      filter,
      filtered: Object.keys(kept).some((name) => filter[name as keyof typeof filter] !== undefined),
      address: address.toString(),
      languageCodes: languages,
      kinds: taskKinds,
      state,
    });
  }

  @Post(':taskId/claim')
  async claim(
    @Param('taskId') taskId: string,
    @Body() body: { back?: string },
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    try {
      const task = await this.apis.call<WorkTask>(session, 'survey-delivery', 'claimTask', { params: { taskId } });
      response.redirect(303, `${withDone(backTo(body), 'claimed', task.reference)}#task-${taskId}`);
    } catch (error) {
      throw worded(error);
    }
  }

  @Post(':taskId/replies')
  @Access('caseworker', 'interviewer', 'vs-lead')
  async replies(@Param('taskId') taskId: string, @CurrentSession() session: Session, @Res() response: Response) {
    const { replies, ended } = await this.apis.call<Replies>(session, 'survey-delivery', 'readReplies', {
      params: { taskId },
    });
    renderPage(response, 'staff/replies.njk', { title: 'What she answered', replies, ended });
  }

  @Post(':taskId/release')
  async release(
    @Param('taskId') taskId: string,
    @Body() body: { back?: string; reference?: string },
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    await this.apis.call(session, 'survey-delivery', 'releaseTask', { params: { taskId } });
    response.redirect(303, withDone(backTo(body), 'released', body.reference));
  }
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

interface Replies {
  replies: { receivedOn: string; message: string }[];
  ended: boolean;
}

/** Back to the list as it was filtered, never to another address. */
function backTo({ back }: { back?: string }): string {
  const query = typeof back === 'string' ? new URLSearchParams(back.slice(0, 500)).toString() : '';
  return query ? `/worklist?${query}` : '/worklist';
}

/** Two people on one task: the second learns who has it and what to do. */
function worded(error: unknown): unknown {
  if (!(error instanceof Problem) || error.code !== 'claimed-by-another') return error;
  return new Problem({
    code: error.code,
    status: error.status,
    title: error.title,
    detail: error.detail ?? 'A colleague took this task a moment before you.',
    safe: 'The task is in good hands; you changed nothing.',
    fix: 'Go back to the worklist and take another one.',
  });
}
