import { Injectable } from '@nestjs/common';
import type { CheckReason } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { IssueSurveys } from '../surveys/issue-surveys.js';
import { ErasureList } from '../vault/erasure-list.js';
import { stopOf, Vault } from '../vault/vault.js';
import { TaskStore } from '../work/task.store.js';
import { ClosureDesk } from './closure-desk.js';
import { ClosureStore } from './closure.store.js';
import { hasEnded, mayMove, move, type Episode } from './episode.js';
import { EpisodeStore } from './episode.store.js';

interface Refusal {
  readonly never: boolean;
  readonly by: { readonly subject: string; readonly name: string } | null;
  /** Where she said it on the survey: the day alone. */
  readonly at?: Date;
  /**
   * She answered a message with STOP: what begins for her later is looked at before anything is written.
   */
  readonly toMessage?: true;
  /** She wants her details gone now, also where a call she asked for can then not be made. */
  readonly forGood?: true;
}

/**
 * She says no: messages and calls stop, the survey ends, her details go in the same commit. Her no is about the asking: a call that
 * she asked for herself is made all the same, and her details go when it is recorded. It is her no and not that of an episode:
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
    private readonly tasks: TaskStore,
    private readonly erasures: ErasureList,
    private readonly clock: Clock,
  ) {}

  /** Call with the episode locked. An answer given already stands. */
  async execute(tx: Tx, episode: Episode, refused: Refusal): Promise<void> {
    // One moment for all that it does: by it, it can be taken back.
    const saidAt = refused.at ?? this.clock.now();
    const refusal = { ...refused, at: saidAt };
    const open = await this.episodes.openOfSamePersonLocked(tx, episode.id);
    const ending = open && open.id !== episode.id ? [episode, open] : [episode];
    const unsettled = await this.closures.unsettledOfSamePersonLocked(tx, episode.id);
    const closures = [];
    for (const { id } of ending) closures.push(...(await this.closures.ofEpisodeLocked(tx, id)));
    await this.vault.enter(tx);
    const caseKeys = [...new Set([...closures, ...unsettled].map((c) => c.caseKey))];
    const { subjectKey } = episode;
    const remembered = [
      ...caseKeys,
      ...(refusal.never ? await this.everyNameOf(tx, episode) : []),
      ...(refusal.toMessage ? [stopOf(subjectKey)] : []),
    ];
    await this.vault.refuse(tx, subjectKey, remembered, saidAt);
    if (refusal.forGood) await this.tasks.finishCallBacks(tx, subjectKey, refusal.by, this.clock.now());
    const called = await this.tasks.hasOpenCallBack(tx, subjectKey);
    const said = { refused: remembered, saidAt };
    if (called) this.erasures.add('refusal', subjectKey, said);
    else await this.erase(tx, subjectKey, said);
    for (const each of ending) await this.end(tx, each, refusal, called);
    await this.desk.judgeAnew(tx, unsettled, saidAt);
  }

  /** The call she asked for was made: the details that her no had left for it go now, unless she is being asked again. */
  async calledBack(tx: Tx, subjectKey: string): Promise<void> {
    const hers = await this.episodes.ofPersonLocked(tx, subjectKey);
    if (!hers.every((e) => hasEnded(e.state)) || (await this.tasks.hasOpenCallBack(tx, subjectKey))) return;
    await this.vault.enter(tx);
    // Of a STOP from before it was kept whose a refusal is, only her episode tells.
    if (!hers.some((e) => e.reasons.includes('said-stop')) && !(await this.vault.hasRefused(tx, subjectKey))) return;
    await this.erase(tx, subjectKey);
  }

  /** A legal hold has ended: what it alone kept of somebody who said no goes now. */
  async legalHoldEnded(tx: Tx, subjectKey: string): Promise<void> {
    const hers = await this.episodes.ofPersonLocked(tx, subjectKey);
    if (!hers.every((e) => hasEnded(e.state)) || (await this.tasks.hasOpenCallBack(tx, subjectKey))) return;
    await this.vault.enter(tx);
    const saidNever = hers.some((e) => e.exclusion === 'declined-by-her');
    if (saidNever || (await this.vault.refusedSince(tx, subjectKey))) await this.erase(tx, subjectKey);
  }

  /**
   * A legal hold on any episode of hers overrides deletion; she is still never contacted again, whatever backup is put back: the list
   * outside the database has her no without her details.
   */
  private async erase(tx: Tx, subjectKey: string, said?: { refused: readonly string[]; saidAt: Date }): Promise<void> {
    if ((await this.episodes.underLegalHold(tx, [subjectKey])).has(subjectKey)) {
      if (said) this.erasures.add('refusal', subjectKey, said);
      return;
    }
    await this.vault.store.deleteContacts(tx, [subjectKey]);
    this.erasures.add('details', subjectKey, said);
  }

  private async everyNameOf(tx: Tx, { id, reference, subjectKey }: Episode): Promise<string[]> {
    const opened = (await this.vault.openAll(tx, [subjectKey])).get(subjectKey) ?? [];
    if (opened.length > 0) await this.vault.noteOwnReads(tx, 'refusal', [{ episodeId: id, reference }]);
    const names = opened.flatMap(({ block }) => (block ? this.vault.personKeys(block) : []));
    return [...new Set([subjectKey, ...names])];
  }

  /** What a refusal does to the episode itself: again, too, where a restore brought it back. */
  async end(tx: Tx, episode: Episode, refusal: Refusal, called = false): Promise<void> {
    const now = refusal.at ?? this.clock.now();
    if (mayMove(episode, 'declined')) move(episode, 'declined', now);
    if (refusal.toMessage) episode.reasons = [...new Set<CheckReason>([...episode.reasons, 'said-stop'])];
    // Whoever calls her must know how that is safe.
    if (!called) episode.safe = null;
    episode.checkWordHash = null;
    await this.episodes.save(tx, episode, now);
    await this.surveys.execute(tx, [{ episode, cancel: true }]);
    await this.episodes.tell(tx, [
      {
        episodeId: episode.id,
        at: now,
        kind: 'declined',
        detail: { never: refusal.never, ...(refusal.toMessage && { toMessage: true }) },
        ...(refusal.by && { by: refusal.by }),
      },
    ]);
  }
}
