import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { IssueSurveys } from '../surveys/issue-surveys.js';
import { ErasureList } from '../vault/erasure-list.js';
import { Vault } from '../vault/vault.js';
import { ClosureStore } from './closure.store.js';
import { mayMove, move, type Episode } from './episode.js';
import { EpisodeStore } from './episode.store.js';

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
  async execute(
    tx: Tx,
    episode: Episode,
    refusal: { never: boolean; by: { subject: string; name: string } | null; at?: Date },
  ): Promise<void> {
    const now = refusal.at ?? this.clock.now();
    const closures = await this.closures.ofEpisodeLocked(tx, episode.id);
    await this.vault.enter(tx);
    const caseKeys = closures.map((c) => c.caseKey);
    await this.vault.refuse(tx, episode.subjectKey, caseKeys, refusal.never);
    // A legal hold overrides deletion; she is still never contacted again.
    if (!episode.legalHold) {
      await this.vault.store.deleteContacts(tx, [episode.subjectKey]);
      this.erasures.add(tx, episode.subjectKey, refusal.never ? [...caseKeys, episode.subjectKey] : caseKeys);
    }
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
