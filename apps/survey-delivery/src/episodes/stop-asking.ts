import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { IssueSurveys } from '../surveys/issue-surveys.js';
import { ErasureList } from '../vault/erasure-list.js';
import { Vault } from '../vault/vault.js';
import { ClosureStore } from './closure.store.js';
import { mayMove, move, type Episode } from './episode.js';
import { EpisodeStore } from './episode.store.js';

interface Refusal {
  readonly never: boolean;
  readonly by: { readonly subject: string; readonly name: string } | null;
  /** Where she said it on the survey: the day alone. */
  readonly at?: Date;
}

/** She says no: messages and calls stop, the survey ends, her details go in the same commit. */
@Injectable()
export class StopAsking {
  constructor(
    private readonly episodes: EpisodeStore,
    private readonly closures: ClosureStore,
    private readonly surveys: IssueSurveys,
    private readonly vault: Vault,
    private readonly erasures: ErasureList,
    private readonly clock: Clock,
  ) {}

  /** Call with the episode locked. An answer given already stands. */
  async execute(tx: Tx, episode: Episode, refusal: Refusal): Promise<void> {
    const closures = await this.closures.ofEpisodeLocked(tx, episode.id);
    await this.vault.enter(tx);
    const caseKeys = closures.map((c) => c.caseKey);
    const remembered = refusal.never ? [...caseKeys, ...(await this.everyNameOf(tx, episode.subjectKey))] : caseKeys;
    await this.vault.refuse(tx, remembered);
    // A legal hold overrides deletion; she is still never contacted again.
    if (!episode.legalHold) {
      await this.vault.store.deleteContacts(tx, [episode.subjectKey]);
      this.erasures.add(episode.subjectKey, remembered);
    }
    await this.end(tx, episode, refusal);
  }

  private async everyNameOf(tx: Tx, subjectKey: string): Promise<string[]> {
    const opened = (await this.vault.openAll(tx, [subjectKey])).get(subjectKey) ?? [];
    const names = opened.flatMap(({ block }) => (block ? this.vault.personKeys(block) : []));
    return [...new Set([subjectKey, ...names])];
  }

  /** What a refusal does to the episode itself: again, too, where a restore brought it back. */
  async end(tx: Tx, episode: Episode, refusal: Refusal): Promise<void> {
    const now = refusal.at ?? this.clock.now();
    if (mayMove(episode, 'declined')) move(episode, 'declined', now);
    episode.safe = null;
    episode.checkWordHash = null;
    await this.episodes.save(tx, episode, now);
    await this.surveys.execute(tx, [{ episode, cancel: true }]);
    await this.episodes.tell(tx, [
      {
        episodeId: episode.id,
        at: now,
        kind: 'declined',
        detail: { never: refusal.never },
        ...(refusal.by && { by: refusal.by }),
      },
    ]);
  }
}
