import { Injectable } from '@nestjs/common';
import { Database } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { ClosureStore } from '../episodes/closure.store.js';
import { move } from '../episodes/episode.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import type { Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { TaskStore } from './task.store.js';
import { Tasks } from './tasks.js';

/** Under 16 nobody is asked without a child specialist's decision; who decided is kept. */
@Injectable()
export class DecideOnChild {
  constructor(
    private readonly database: Database,
    private readonly episodes: EpisodeStore,
    private readonly closures: ClosureStore,
    private readonly taskStore: TaskStore,
    private readonly tasks: Tasks,
    private readonly clock: Clock,
  ) {}

  async execute(taskId: string, decision: { ask: boolean; specialist: string }, person: Person): Promise<void> {
    await this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const task = await this.tasks.mine(tx, taskId, person);
      const episode = task.episodeId ? await this.episodes.byIdLocked(tx, task.episodeId) : undefined;
      if (task.kind !== 'child-decision' || !episode || episode.exclusion !== 'under-16') {
        throw deliveryProblem('not-possible-now', 'This is not waiting for a decision on a child.');
      }
      if (decision.ask) {
        const cases = await this.closures.ofEpisodeLocked(tx, episode.id);
        if (cases.length === 0)
          throw deliveryProblem(
            'not-possible-now',
            'The police have reopened her case: it is decided when it has ended.',
          );
        // A colleague may have said that she is a child: it is decided now.
        await this.closures.saveMany(
          tx,
          cases.map((c) => ({ ...c, staffReason: c.staffReason === 'under-16' ? null : c.staffReason })),
          new Map(cases.map((c) => [c.caseKey, c])),
          now,
        );
        move(episode, 'opening', now);
        episode.childMayBeAsked = true;
        episode.dueAt = now;
        await this.episodes.save(tx, episode, now);
      }
      await this.episodes.tell(tx, [
        {
          episodeId: episode.id,
          at: now,
          kind: 'child-decision',
          detail: { ask: decision.ask, specialist: decision.specialist },
          by: person,
        },
      ]);
      await this.taskStore.finish(tx, [taskId], person, decision.ask ? 'ask' : 'do-not-ask', now);
    });
  }
}
