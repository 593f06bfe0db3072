import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import { Clock, CONFIG, Logger } from '@answerable/service';
import { v7 as uuid } from 'uuid';
import type { Config } from '../config.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import { HoldEpisode } from '../episodes/hold-episode.js';
import type { Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { Vault } from '../vault/vault.js';
import { concernDueAt, type Risk } from './concern.js';
import { ConcernStore } from './concern.store.js';

/** Somebody worries: it goes to the safeguarding leads with its clock, and everything for her is held from this moment. */
@Injectable()
export class RaiseConcern {
  constructor(
    private readonly concerns: ConcernStore,
    private readonly episodes: EpisodeStore,
    private readonly holds: HoldEpisode,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly log: Logger,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute(
    tx: Tx,
    { episodeId, risk, note }: { episodeId: string | null; risk: Risk; note: string },
    person: Person,
  ): Promise<{ concernId: string; dueAt: string }> {
    const now = this.clock.now();
    const today = this.clock.today();
    const episode = episodeId ? await this.episodes.byIdLocked(tx, episodeId) : undefined;
    if (episodeId && !episode) throw deliveryProblem('no-such-episode');
    await this.vault.enter(tx);
    const noteId = await this.vault.sealNote(tx, 'concern', note);
    const concern = { id: uuid(), episodeId, risk, noteId, raisedAt: now, dueAt: concernDueAt(risk, now, today) };
    await this.concerns.add(tx, this.config.ORGANISATION_ID, concern, person);
    const open = episodeId ? await this.episodes.openOfSamePersonLocked(tx, episodeId) : undefined;
    if (open) await this.holds.within(tx, open, 'safeguarding', '', today, person);
    tx.afterCommit(() => this.log.warn({ concernId: concern.id, risk }, 'safeguarding concern was raised'));
    return { concernId: concern.id, dueAt: concern.dueAt.toISOString() };
  }
}
