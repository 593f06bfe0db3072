import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import { Logger } from '@answerable/service';
import { ClosureStore } from '../episodes/closure.store.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import { StopAsking } from '../episodes/stop-asking.js';
import { erasureName, ErasureList } from './erasure-list.js';
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
    private readonly log: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const erased = this.list.all();
    if (erased.length === 0) return;
    const names = new Map(erased.map((e) => [e.subject, e]));
    const gone = await this.vault.transaction(async (tx) => {
      const subjects = await this.vault.store.subjects(tx);
      const back = subjects.filter(
        (s) => names.has(erasureName(s.subjectKey)) && s.receivedOn <= names.get(erasureName(s.subjectKey))!.on,
      );
      for (const on of new Set(erased.map((e) => e.on))) {
        const hashes = erased.filter((e) => e.on === on).flatMap((e) => e.refusals);
        await this.vault.store.addRefusals(tx, this.vault.organisationId, hashes, on);
      }
      const contacts = await this.vault.store.deleteContacts(
        tx,
        back.map((s) => s.subjectKey),
      );
      return { contacts, episodes: await this.endAgain(tx, names, new Set(erased.flatMap((e) => e.refusals))) };
    });
    this.log.info({ listed: erased.length, ...gone }, 'erasure list was replayed');
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
