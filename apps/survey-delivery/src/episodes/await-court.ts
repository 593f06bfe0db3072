import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@answerable/persistence';
import { Clock, DueWork, IdleChecks } from '@answerable/service';
import { Vault } from '../vault/vault.js';
import { CheckContacts } from './check-contacts.js';
import type { Closure } from './closure.js';
import { ClosureStore } from './closure.store.js';
import { nextIds, waitingEpisode } from './closure-desk.js';
import { EpisodeStore } from './episode.store.js';
import { CONTACTS_AT_ONCE } from './open-contacts.js';

/**
 * Who waits for the court has details here and a right to say no before anybody asks her. Her ways are remembered as those of
 * anybody else, and she gets an episode that has not begun: so she is found when she rings, and whatever can be done for an
 * episode - her no, her requests, a legal hold, a concern - can be done for her.
 */
@Injectable()
export class AwaitCourt {
  /** How often there was something to look for, and up to where it was done. The first is the start: whatever came before it. */
  private asked = 1;
  private done = 0;

  constructor(
    private readonly database: Database,
    private readonly closures: ClosureStore,
    private readonly episodes: EpisodeStore,
    private readonly vault: Vault,
    private readonly checks: CheckContacts,
    private readonly clock: Clock,
    idle: IdleChecks,
  ) {
    idle.add('details-of-who-waits', async () => this.asked - this.done);
  }

  /** Details were kept of somebody who may be waiting. */
  afterCommit(tx: Tx): void {
    tx.afterCommit(() => (this.asked += 1));
  }

  /** Those of whom something was kept by another way than from the police. */
  @DueWork({ name: 'await-court', everyMs: 500 })
  async run(): Promise<number> {
    const { asked } = this;
    if (asked === this.done) return 0;
    const met = await this.database.transaction(async (tx) => {
      await this.vault.enter(tx);
      const waiting = await this.closures.waitingWithNewsLocked(tx, CONTACTS_AT_ONCE);
      await this.meet(tx, waiting);
      return waiting.length;
    });
    if (met < CONTACTS_AT_ONCE) this.done = asked;
    return met;
  }

  /** Opens what was kept for these cases, which wait for the court and are locked. Call in the vault. */
  async meet(tx: Tx, waiting: readonly Closure[]): Promise<void> {
    if (waiting.length === 0) return;
    const subjects = [...new Set(waiting.map((c) => c.subjectKey))];
    const opened = [...(await this.vault.openAll(tx, subjects)).values()].flat();
    await this.vault.rememberWays(tx, opened);
    const known = await this.episodes.newestOf(tx, subjects);
    const begun = await this.begin(
      tx,
      waiting.filter((c) => !known.has(c.subjectKey)),
    );
    await this.vault.noteOwnReads(tx, 'await-court', [...known.values(), ...begun]);
    await this.checks.announce(tx, opened);
  }

  private async begin(tx: Tx, cases: readonly Closure[]): Promise<{ episodeId: string; reference: string }[]> {
    const at = this.clock.now();
    const first = new Map(cases.toReversed().map((c) => [c.subjectKey, c]));
    const episodes = [...first.values()].map((closure) =>
      waitingEpisode(closure, at, nextIds(this.vault.hashes, closure, new Set())),
    );
    await this.episodes.insertMany(tx, episodes);
    await this.episodes.tell(
      tx,
      episodes.map((e) => ({ episodeId: e.id, at, kind: 'waits-for-the-court' })),
    );
    return episodes.map((e) => ({ episodeId: e.id, reference: e.reference }));
  }
}
