import { Injectable } from '@nestjs/common';
import type { askAgainRequest, CheckReason, ExclusionReason } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import type { z } from 'zod';
import type { Episode } from '../episodes/episode.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import { Episodes } from '../episodes/episodes.js';
import { assertItWasShe } from '../episodes/identity.js';
import { Silences } from '../episodes/silences.js';
import { TakeBack } from '../episodes/take-back.js';
import type { Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { Vault } from '../vault/vault.js';
import { AskHerNow } from './ask-her-now.js';

type Asked = z.infer<typeof askAgainRequest>;

/**
 * Her own no, in the episode in which she said it, and that nobody could reach her: she decides anew. A death, her age and what her lead
 * decided are not hers to lift.
 */
const hers: ReadonlySet<ExclusionReason | null> = new Set(['no-usable-contact', 'no-safe-channel']);
const mayBeAskedAgain = ({ state, exclusion }: Episode): boolean =>
  state === 'undeliverable' || state === 'not-answered' || state === 'declined' || hers.has(exclusion);

/** She rings us and asks to be asked, however the asking had ended: her cases are judged again, and somebody says with her what is safe. */
@Injectable()
export class AskAgain {
  constructor(
    private readonly episodes: Episodes,
    private readonly store: EpisodeStore,
    private readonly silences: Silences,
    private readonly takeBack: TakeBack,
    private readonly askHer: AskHerNow,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** Gives the episode in which she is asked now; the one named, where her case is not to be asked about yet. */
  async execute(episodeId: string, asked: Asked, person: Person): Promise<{ episodeId: string }> {
    return this.episodes.change(episodeId, async (tx, episode) => {
      if (!mayBeAskedAgain(episode))
        throw deliveryProblem('not-possible-now', 'This is not how an asking ends that she can begin anew.');
      await this.vault.enter(tx);
      await this.silences.assertNotForHerLead(tx, episode.subjectKey);
      await this.keep(tx, episode, asked, person);
      await this.takeBack.atHerWord(tx, episode, { identity: asked.identity ?? null }, person);
      const open = await this.store.openOfSamePersonLocked(tx, episodeId);
      if (!open) return { episodeId };
      open.reasons = [...new Set<CheckReason>([...open.reasons, 'asked-by-her'])];
      await this.store.save(tx, open, this.clock.now());
      return { episodeId: open.id };
    });
  }

  private async keep(tx: Tx, { id, subjectKey, reference }: Episode, asked: Asked, person: Person): Promise<void> {
    const before = await this.vault.currentContact(tx, subjectKey);
    await this.vault.noteRead(tx, { ...person, purpose: 'asks-to-be-asked', episodeId: id, reference });
    assertItWasShe(before, asked);
    const { firstName = 'Unknown', telephone, birthDate } = asked;
    if (!telephone) {
      if (!before) throw deliveryProblem('no-contact-kept');
      return;
    }
    const form = { firstName, telephone, times: [], voicemailSafe: 'unknown' as const, endedAround: '' };
    await this.askHer.keep(tx, subjectKey, form, { birthDate });
  }
}
