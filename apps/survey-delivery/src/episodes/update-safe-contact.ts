import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import { Clock, london } from '@answerable/service';
import { mayBeWrittenTo } from '../delivery/channel-choice.js';
import type { Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { DataRequestStore } from '../vault/data-request.store.js';
import { Vault } from '../vault/vault.js';
import { TaskStore, type Task } from '../work/task.store.js';
import { Tasks } from '../work/tasks.js';
import {
  applySafeContact,
  callsUnnamedSafe,
  emailAsPoliceGaveIt,
  opensAWay,
  putRight,
  type Update,
} from './apply-safe-contact.js';
import { hasEnded } from './episode.js';
import { EpisodeStore } from './episode.store.js';
import { Episodes } from './episodes.js';
import { assertItWasShe } from './identity.js';
import { assertMay } from './may-contact.js';
import { OpenContacts } from './open-contacts.js';
import type { Before } from './plan-episode.js';

/** Writes what she said about reaching her into the vault, and plans anew. The writer sees no number for it. */
@Injectable()
export class UpdateSafeContact {
  constructor(
    private readonly episodes: Episodes,
    private readonly store: EpisodeStore,
    private readonly vault: Vault,
    private readonly tasks: Tasks,
    private readonly taskStore: TaskStore,
    private readonly open: OpenContacts,
    private readonly requests: DataRequestStore,
    private readonly clock: Clock,
  ) {}

  async execute(episodeId: string, update: Update, person: Person): Promise<void> {
    await this.episodes.change(episodeId, async (tx, episode) => {
      const now = this.clock.now();
      // Also when nobody is to ask her any more, what is kept of her is put right where she asks for that.
      const overButWrong = hasEnded(episode.state) && (await this.requests.asksToPutRight(tx, episodeId));
      if (!overButWrong) assertMay(episode, 'safe-contact');
      const calls = await this.tasks.callsOf(tx, episodeId, person);
      await this.vault.enter(tx);
      const before = await this.vault.currentContact(tx, episode.subjectKey);
      const named = update.telephone ?? update.email ?? update.address;
      if (!before && (overButWrong || !named)) throw deliveryProblem('no-contact-kept');
      if (opensAWay(update) || putRight(update)) assertItWasShe(before, update);
      // By the date of birth she is known again: whoever only says it cannot replace it.
      if (update.rightBirthDate && update.identity !== 'known-to-us')
        throw deliveryProblem(
          'identity-not-checked',
          'Her date of birth is put right only by somebody who knows her: it is what others know her by.',
        );
      const after = applySafeContact(before, update, this.clock.today());
      if (callsUnnamedSafe(after, update)) throw deliveryProblem('not-named-by-her');
      await this.vault.putStaffContact(tx, episode.subjectKey, after);
      await this.vault.noteRead(tx, {
        ...person,
        purpose: 'safe-contact-update',
        episodeId,
        reference: episode.reference,
      });
      const today = this.clock.today();
      // Where she has been asked, a call for a later day was agreed with her or planned for it: it is not this one.
      const [later, made] =
        episode.state === 'inviting' ? split(calls, (t) => london.today(t.dueAt) > today) : [[], calls];
      const stood: Before = {
        mayBeWrittenTo:
          episode.safe !== null && mayBeWrittenTo({ safe: episode.safe, today, failed: episode.failedChannels }),
        call: made.length > 0 ? 'made' : later.length > 0 ? 'planned' : null,
      };
      episode.checkedOn = today;
      if (update.preferredChannel !== undefined) episode.preferredChannel = update.preferredChannel;
      const changed = [update.telephone && 'telephone', update.email && 'email', update.address && 'letter'];
      episode.failedChannels = episode.failedChannels.filter(
        (c) => !changed.includes(c) && !(c === 'sms' && update.telephone),
      );
      await this.finish(tx, made, person);
      await this.store.tell(tx, [
        {
          episodeId,
          at: now,
          kind: 'safe-contact-updated',
          detail: {
            linksSafe: update.linksSafe ?? null,
            identity: update.identity ?? null,
            emailAsPoliceGaveIt: emailAsPoliceGaveIt(before, update),
            putRight: putRight(update),
          },
          by: person,
        },
      ]);
      if (overButWrong) return;
      const { dueAt } = episode;
      await this.open.plan(tx, [episode], stood);
      // Her next message goes now, instead of the call.
      if (episode.dueAt !== dueAt) await this.finish(tx, later, person);
    });
  }

  private async finish(tx: Tx, calls: readonly Task[], person: Person): Promise<void> {
    const ids = calls.map((t) => t.id);
    await this.taskStore.finish(tx, ids, person, 'safe-contact-updated', this.clock.now());
  }
}

function split<T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}
