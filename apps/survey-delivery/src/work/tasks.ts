import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@answerable/persistence';
import { Clock, Metrics } from '@answerable/service';
import type { Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { TaskStore, type Task } from './task.store.js';

const CLAIM_MS = 3_600_000;

/** Rules of the worklist that every piece of work shares. */
@Injectable()
export class Tasks {
  constructor(
    private readonly store: TaskStore,
    private readonly clock: Clock,
    database: Database,
    metrics: Metrics,
  ) {
    metrics.gauge('tasks_open', 'Open tasks of the worklist by kind', ['kind'], async (gauge) => {
      gauge.reset();
      for (const { kind, open } of await store.backlog(database, clock.now())) gauge.set({ kind }, open);
    });
    metrics.gauge(
      'tasks_overdue_seconds',
      'How long the oldest open task of a kind is overdue',
      ['kind'],
      async (gauge) => {
        gauge.reset();
        for (const { kind, overdue } of await store.backlog(database, clock.now())) gauge.set({ kind }, overdue);
      },
    );
    metrics.gauge(
      'call_backs_overdue',
      'People who asked to be called and were not within the working day promised: must be 0',
      [],
      async (gauge) => gauge.set(await store.callBacksOverdue(database, clock.now())),
    );
  }

  isClaimedByAnother(task: Task, person: Person): boolean {
    return task.claimedBy !== null && task.claimedBy !== person.subject && task.claimedUntil! > this.clock.now();
  }

  /** An open task that nobody else holds; locked. */
  async mine(tx: Tx, taskId: string, person: Person): Promise<Task> {
    const task = await this.store.byIdLocked(tx, taskId);
    if (!task) throw deliveryProblem('no-such-task');
    this.assertFree(task, person);
    if (task.doneAt) throw deliveryProblem('not-possible-now', 'This task is done.');
    return task;
  }

  /** Open calls and checks of an episode; refused where a colleague is at one of them. */
  async callsOf(tx: Tx, episodeId: string, person: Person): Promise<Task[]> {
    const open = await this.store.openOfEpisodeLocked(tx, episodeId);
    const calls = open.filter((t) => t.kind === 'safe-contact-check' || t.kind === 'telephone');
    for (const task of calls) this.assertFree(task, person);
    return calls;
  }

  /** Takes tasks that nobody else holds, for as long as one is at them. */
  async take(tx: Tx, tasks: readonly Task[], person: Person): Promise<void> {
    const until = new Date(this.clock.now().getTime() + CLAIM_MS);
    for (const { id } of tasks) await this.store.claim(tx, id, person, until);
  }

  private assertFree(task: Task, person: Person): void {
    if (this.isClaimedByAnother(task, person))
      throw deliveryProblem('claimed-by-another', `${task.claimedName} works on it.`);
  }
}
