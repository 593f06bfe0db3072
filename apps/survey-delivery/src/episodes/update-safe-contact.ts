import { Injectable } from '@nestjs/common';
import type { KeptContact } from '@answerable/contracts';
import { Clock } from '@answerable/service';
import type { Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { DataRequestStore } from '../vault/data-request.store.js';
import { Vault } from '../vault/vault.js';
import { TaskStore } from '../work/task.store.js';
import { Tasks } from '../work/tasks.js';
import {
  applySafeContact,
  callsUnnamedSafe,
  emailAsPoliceGaveIt,
  opensAWay,
  type Update,
} from './apply-safe-contact.js';
import { hasEnded } from './episode.js';
import { EpisodeStore } from './episode.store.js';
import { Episodes } from './episodes.js';
import { assertMay } from './may-contact.js';
import { OpenContacts } from './open-contacts.js';

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
      this.assertItWasShe(before, update);
      const after = applySafeContact(before, update, this.clock.today());
      if (callsUnnamedSafe(after, update)) throw deliveryProblem('not-named-by-her');
      await this.vault.putStaffContact(tx, episode.subjectKey, after);
      await this.vault.noteRead(tx, {
        ...person,
        purpose: 'safe-contact-update',
        episodeId,
        reference: episode.reference,
      });
      episode.checkedOn = this.clock.today();
      if (update.preferredChannel !== undefined) episode.preferredChannel = update.preferredChannel;
      const changed = [update.telephone && 'telephone', update.email && 'email', update.address && 'letter'];
      episode.failedChannels = episode.failedChannels.filter(
        (c) => !changed.includes(c) && !(c === 'sms' && update.telephone),
      );
      await this.taskStore.finish(
        tx,
        calls.map((t) => t.id),
        person.subject,
        'safe-contact-updated',
        now,
      );
      await this.store.tell(tx, [
        {
          episodeId,
          at: now,
          kind: 'safe-contact-updated',
          detail: {
            linksSafe: update.linksSafe ?? null,
            identity: update.identity ?? null,
            emailAsPoliceGaveIt: emailAsPoliceGaveIt(before, update),
          },
          by: person,
        },
      ]);
      if (!overButWrong) await this.open.plan(tx, [episode], true);
    });
  }

  /** The number came from the police, and anybody may ring us: before a way to her opens, somebody made sure that it was she. */
  private assertItWasShe(before: KeptContact | null, update: Update): void {
    const { identity, birthDate } = update;
    if (!opensAWay(update) || identity === 'known-to-us') return;
    if (identity !== 'said-name-and-birth-date' || !birthDate) throw deliveryProblem('identity-not-checked');
    if (before?.dateOfBirth && before.dateOfBirth !== birthDate)
      throw deliveryProblem(
        'identity-not-checked',
        'This is not the date of birth we hold. Do not say so: offer to call again, or end the call as a wrong number.',
      );
  }
}
