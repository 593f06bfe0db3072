import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import { Logger } from '@answerable/service';
import { ClosureStore } from '../episodes/closure.store.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import { StopAsking } from '../episodes/stop-asking.js';
import { EraseEntries } from '../own-route/erase-entries.js';
import { EraseNotes } from './erase-notes.js';
import { erasureName, ErasureList, type Erasure } from './erasure-list.js';
import { Vault } from './vault.js';

/**
 * Before anything else at every start: whoever is on the erasure list is erased, and asked no more (again, where a restore brought
 * her back).
 */
@Injectable()
export class ReplayErasures implements OnModuleInit {
  constructor(
    private readonly list: ErasureList,
    private readonly vault: Vault,
    private readonly episodes: EpisodeStore,
    private readonly closures: ClosureStore,
    private readonly stop: StopAsking,
    private readonly notes: EraseNotes,
    private readonly entries: EraseEntries,
    private readonly log: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const erased = this.list.all();
    if (erased.length === 0) return;
    const names = new Map(erased.map((e) => [e.subject, e]));
    const details = new Map(erased.flatMap((e) => (e.kind === 'details' ? [[e.subject, e.on]] : [])));
    const gone = await this.vault.transaction(async (tx) => {
      const subjects = await this.vault.store.subjects(tx);
      const back = subjects.filter((s) => s.receivedOn <= (details.get(erasureName(s.subjectKey)) ?? ''));
      for (const { subject, refusals, on, saidAt } of erased)
        await this.vault.store.addRefusals(tx, this.vault.organisationId, subject, { hashes: refusals, on, saidAt });
      const contacts = await this.vault.store.deleteContacts(
        tx,
        back.map((s) => s.subjectKey),
      );
      const notes = (await this.eraseNotes(tx, erased)) + (await this.entries.replay(tx, erased));
      return { contacts, notes, episodes: await this.endAgain(tx, names, new Set(erased.flatMap((e) => e.refusals))) };
    });
    this.log.info({ listed: erased.length, ...gone }, 'erasure list was replayed');
  }

  /** What she wrote up to the day on which she had it erased. */
  private async eraseNotes(tx: Tx, erased: readonly Erasure[]): Promise<number> {
    const until = new Map(erased.flatMap((e) => (e.kind === 'notes' ? [[e.subject, e.on]] : [])));
    if (until.size === 0) return 0;
    let notes = 0;
    for (const subjectKey of await this.episodes.subjects(tx)) {
      const on = until.get(erasureName(subjectKey));
      if (on) notes += await this.notes.execute(tx, subjectKey, on, null);
    }
    return notes;
  }

  /** Only what she said no to: a case that closed later may be asked about. */
  private async endAgain(tx: Tx, names: ReadonlyMap<string, unknown>, refused: ReadonlySet<string>): Promise<number> {
    const isRefused = (key: string) => refused.has(this.vault.hashes.refusal(key));
    const back = (await this.episodes.open(tx)).filter((e) => names.has(erasureName(e.subjectKey)));
    let ended = 0;
    for (const { id, subjectKey } of back) {
      const closures = await this.closures.ofEpisodeLocked(tx, id);
      const never = isRefused(subjectKey);
      if (!never && !closures.some((c) => isRefused(c.caseKey))) continue;
      await this.stop.end(tx, (await this.episodes.byIdLocked(tx, id))!, { never, by: null });
      ended += 1;
    }
    return ended;
  }
}
