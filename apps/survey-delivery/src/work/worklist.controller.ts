import { CurrentPrincipal, type Principal } from '@answerable/access';
import { taskDoers, type Language, type TaskKind, type WorkTask } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { Clock, CONFIG, london } from '@answerable/service';
import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import { ApiRoute, bodyOf, paramsOf, queryOf } from '../api-route.js';
import type { Config } from '../config.js';
import { timesOpenAt } from '../delivery/contact-hours.js';
import { deliveryProblem } from '../problems.js';
import { personOf } from '../person.js';
import { ReadReplies } from '../webhooks/read-replies.js';
import { DecideOnChild } from './decide-on-child.js';
import { RecheckProceedings } from './recheck-proceedings.js';
import { TaskStore } from './task.store.js';
import { Tasks } from './tasks.js';
import { workTaskFrom } from './work-task.js';
import { WorklistStore } from './worklist.store.js';

const PAGE = 50;

interface ListQuery {
  kind?: TaskKind;
  mine?: 'yes' | 'no';
  due?: 'overdue' | 'today' | 'this-week' | 'now-callable' | 'all';
  language?: Language;
  search?: string;
  after?: string;
  limit?: number;
}

@Controller()
export class WorklistController {
  constructor(
    private readonly database: Database,
    private readonly store: WorklistStore,
    private readonly taskStore: TaskStore,
    private readonly tasks: Tasks,
    private readonly recheck: RecheckProceedings,
    private readonly child: DecideOnChild,
    private readonly replies: ReadReplies,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ApiRoute('listWork')
  async list(@CurrentPrincipal() principal: Principal, @Query(queryOf('listWork')) query: ListQuery) {
    const now = this.clock.now();
    const limit = query.limit ?? PAGE;
    return this.database.transaction(async (tx) => {
      const rows = await this.store.list(tx, this.config.ORGANISATION_ID, principal.subject, now, {
        kind: query.kind,
        mine: query.mine === undefined ? undefined : query.mine === 'yes',
        dueBefore: this.dueBefore(query.due, now),
        callable: query.due === 'now-callable' ? { today: this.clock.today(), open: timesOpenAt(now) } : undefined,
        language: query.language,
        search: query.search?.trim(),
        after: cursorFrom(query.after),
        limit,
      });
      const last = rows.length === limit ? rows.at(-1) : undefined;
      return {
        tasks: rows.map((row) => workTaskFrom(row, now)),
        next: last ? `${last.dueAt.toISOString()}~${last.taskId}` : null,
        counts: await this.store.counts(tx, this.config.ORGANISATION_ID, principal.subject, now),
      };
    });
  }

  @ApiRoute('claimTask')
  async claim(
    @CurrentPrincipal() principal: Principal,
    @Param(paramsOf('claimTask')) { taskId }: { taskId: string },
  ): Promise<WorkTask> {
    const person = personOf(principal);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const task = await this.tasks.mine(tx, taskId, person);
      if (!taskDoers[task.kind].some((role) => principal.roles.includes(role)))
        throw deliveryProblem('task-of-another-role');
      const row = (await this.store.one(tx, person.subject, taskId))!;
      // Interviewers do nothing but interview; a caseworker who supported her may still make the safe-contact check.
      if (row.supportedByMe && !principal.roles.includes('caseworker') && task.kind === 'telephone')
        throw deliveryProblem('supported-her');
      await this.tasks.take(tx, [task], person);
      return workTaskFrom((await this.store.one(tx, person.subject, taskId))!, now);
    });
  }

  @ApiRoute('releaseTask')
  async release(
    @CurrentPrincipal() principal: Principal,
    @Param(paramsOf('releaseTask')) { taskId }: { taskId: string },
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const task = await this.taskStore.byIdLocked(tx, taskId);
      if (!task) throw deliveryProblem('no-such-task');
      if (task.claimedBy !== principal.subject && !principal.roles.includes('vs-lead'))
        throw deliveryProblem('not-claimed');
      await this.taskStore.release(tx, taskId);
    });
  }

  @ApiRoute('recheckProceedings')
  async recheckProceedings(
    @CurrentPrincipal() principal: Principal,
    @Param(paramsOf('recheckProceedings')) { taskId }: { taskId: string },
    @Body(bodyOf('recheckProceedings')) { stillLive }: { stillLive: boolean },
  ): Promise<void> {
    await this.recheck.execute(taskId, stillLive, personOf(principal));
  }

  @ApiRoute('readReplies')
  async readReplies(
    @CurrentPrincipal() principal: Principal,
    @Param(paramsOf('readReplies')) { taskId }: { taskId: string },
  ) {
    return this.replies.execute(taskId, personOf(principal));
  }

  @ApiRoute('decideOnChild')
  async decideOnChild(
    @CurrentPrincipal() principal: Principal,
    @Param(paramsOf('decideOnChild')) { taskId }: { taskId: string },
    @Body(bodyOf('decideOnChild')) decision: { ask: boolean; specialist: string },
  ): Promise<void> {
    await this.child.execute(taskId, decision, personOf(principal));
  }

  private dueBefore(due: ListQuery['due'], now: Date): Date | undefined {
    const today = this.clock.today();
    if (due === 'overdue') return now;
    if (due === 'today') return london.startOfDay(london.addDays(today, 1));
    if (due === 'this-week') return london.startOfDay(london.addDays(today, 8 - london.weekday(today)));
    return undefined;
  }
}

function cursorFrom(after: string | undefined): { dueAt: string; id: string } | undefined {
  const [dueAt, id] = after?.split('~') ?? [];
  return dueAt && id && !Number.isNaN(Date.parse(dueAt)) && /^[0-9a-f-]{36}$/.test(id) ? { dueAt, id } : undefined;
}
