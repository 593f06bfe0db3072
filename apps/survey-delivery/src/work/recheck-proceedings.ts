import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@answerable/persistence';
import { Clock, CONFIG, DueWork, london } from '@answerable/service';
import type { Config } from '../config.js';
import { endOfWorkingDay } from '../delivery/contact-hours.js';
import { ClosureDesk } from '../episodes/closure-desk.js';
import { ClosureStore } from '../episodes/closure.store.js';
import { place, RECHECK_PROCEEDINGS_DAYS } from '../episodes/decide-closures.js';
import type { Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { TaskStore } from './task.store.js';
import { Tasks } from './tasks.js';
import { OncePerDay } from '../once-per-day.js';

const BATCH = 100;
const WORKING_DAYS = 5;

/** A deferral is looked at by a person every 90 days and never dropped: cases could be parked in "proceedings live". */
@Injectable()
export class RecheckProceedings {
  private readonly daily: OncePerDay;

  constructor(
    private readonly database: Database,
    private readonly closures: ClosureStore,
    private readonly desk: ClosureDesk,
    private readonly taskStore: TaskStore,
    private readonly tasks: Tasks,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.daily = new OncePerDay(clock);
  }

  @DueWork({ name: 'recheck-proceedings', everyMs: 5000 })
  async run(): Promise<number> {
    return this.daily.run(() => this.createTasks());
  }

  private async createTasks(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const today = this.clock.today();
      const due = await this.closures.toRecheckLocked(tx, today, BATCH);
      if (due.length === 0) return 0;
      const before = new Map(due.map((c) => [c.caseKey, c]));
      const later = due.map((c) => ({ ...c, recheckOn: london.addDays(today, RECHECK_PROCEEDINGS_DAYS) }));
      await this.closures.saveMany(tx, later, before, this.clock.now());
      const dueAt = endOfWorkingDay(today, WORKING_DAYS);
      await this.taskStore.addMany(
        tx,
        due.map((c) => ({
          kind: 'proceedings-recheck' as const,
          organisationId: this.config.ORGANISATION_ID,
          episodeId: null,
          caseKey: c.caseKey,
          dueAt,
        })),
        this.clock.now(),
      );
      return due.length;
    });
  }

  async execute(taskId: string, stillLive: boolean, person: Person): Promise<void> {
    await this.database.transaction(async (tx) => {
      const task = await this.tasks.mine(tx, taskId, person);
      if (task.kind !== 'proceedings-recheck' || !task.caseKey)
        throw deliveryProblem('not-possible-now', 'This task is not about proceedings.');
      await this.taskStore.finish(tx, [taskId], person, stillLive ? 'still-live' : 'ended', this.clock.now());
      if (!stillLive) {
        const [known] = await this.closures.locked(tx, [task.caseKey], []);
        if (known) {
          const desk = await this.desk.open(tx, [task.caseKey], [known.subjectKey]);
          const closure = { ...desk.desk.closures.get(task.caseKey)!, proceedingsLive: false };
          desk.desk.closures.set(closure.caseKey, closure);
          place(desk.desk, closure, false);
          await this.desk.write(tx, desk);
        }
      }
    });
  }
}
