import { Injectable } from '@nestjs/common';
import { Clock } from '@answerable/service';
import type { Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { Vault } from '../vault/vault.js';
import { TaskStore } from '../work/task.store.js';
import { ReplyStore } from './reply.store.js';

/**
 * What she answered to our messages, for whoever has taken the look at it; written down. Where her asking is over there is nothing to
 * do but to read it: that ends the task, and whoever has it can read it again for as long.
 */
export interface Replies {
  ended: boolean;
  replies: { receivedOn: string; message: string }[];
}

@Injectable()
export class ReadReplies {
  constructor(
    private readonly vault: Vault,
    private readonly tasks: TaskStore,
    private readonly replies: ReplyStore,
    private readonly clock: Clock,
  ) {}

  async execute(taskId: string, person: Person): Promise<Replies> {
    return this.vault.transaction(async (tx) => {
      const task = await this.tasks.byIdLocked(tx, taskId);
      if (!task?.episodeId) throw deliveryProblem('no-such-task');
      const ended = task.kind === 'reply';
      if ((task.doneAt && !ended) || task.claimedBy !== person.subject || task.claimedUntil! <= this.clock.now())
        throw deliveryProblem('not-claimed');
      const replies: Replies['replies'] = [];
      for (const { id, receivedOn } of await this.replies.ofPerson(tx, task.episodeId)) {
        const message = await this.vault.openNote(tx, 'reply', id);
        if (message !== null) replies.push({ receivedOn, message });
      }
      await this.vault.noteRead(tx, { ...person, purpose: 'reply', episodeId: task.episodeId, reference: null });
      if (ended) await this.tasks.finish(tx, [task.id], person, 'read', this.clock.now());
      return { ended, replies };
    });
  }
}
