import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { IssueSurveys } from '../surveys/issue-surveys.js';
import { ErasureList } from '../vault/erasure-list.js';
import { Vault } from '../vault/vault.js';
import { ClosureDesk } from './closure-desk.js';
import { ClosureStore } from './closure.store.js';
import { mayMove, move, type Episode } from './episode.js';
import { EpisodeStore } from './episode.store.js';

interface Refusal {
  readonly never: boolean;
  readonly by: { readonly subject: string; readonly name: string } | null;
  /** Where she said it on the survey: the day alone. */
  readonly at?: Date;
}

/**
 * She says no: messages and calls stop, the survey ends, her details go in the same commit. It is her no and not that of an episode:
 * whichever of hers it was said in, what she is being asked in now ends too, and cases of hers that may begin anew are remembered.
 */
@Injectable()
export class StopAsking {
  constructor(
    private readonly episodes: EpisodeStore,
    private readonly closures: ClosureStore,
    private readonly desk: ClosureDesk,
    private readonly surveys: IssueSurveys,
    private readonly vault: Vault,
    private readonly erasures: ErasureList,
    private readonly clock: Clock,
  ) {}

  /** Call with the episode locked. An answer given already stands. */
  async execute(tx: Tx, episode: Episode, refusal: Refusal): Promise<void> {
    const open = await this.episodes.openOfSamePersonLocked(tx, episode.id);
    const ending = open && open.id !== episode.id ? [episode, open] : [episode];
    const unsettled = await this.closures.unsettledOfSamePersonLocked(tx, episode.id);
    const closures = [];
    for (const { id } of ending) closures.push(...(await this.closures.ofEpisodeLocked(tx, id)));
    await this.vault.enter(tx);
    const caseKeys = [...new Set([...closures, ...unsettled].map((c) => c.caseKey))];
    const remembered = refusal.never ? [...caseKeys, ...(await this.everyNameOf(tx, episode.subjectKey))] : caseKeys;
    await this.vault.refuse(tx, remembered);
    // A legal hold on any episode of hers overrides deletion; she is still never contacted again.
    if (!(await this.episodes.underLegalHold(tx, [episode.subjectKey])).has(episode.subjectKey)) {
      await this.vault.store.deleteContacts(tx, [episode.subjectKey]);
      this.erasures.add(episode.subjectKey, remembered);
    }
    for (const each of ending) await this.end(tx, each, refusal);
    await this.desk.judgeAnew(tx, unsettled, refusal.at ?? this.clock.now());
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
