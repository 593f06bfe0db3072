import { Injectable } from '@nestjs/common';
import type { CheckReason } from '@answerable/contracts';
import { Clock, DueWork } from '@answerable/service';
import { OncePerDay } from '../once-per-day.js';
import { Vault } from '../vault/vault.js';
import { move } from './episode.js';
import { DueEpisodeStore } from './due-episode.store.js';
import { EpisodeStore } from './episode.store.js';

const BATCH = 100;

/**
 * Age at invitation decides: whoever was left out as under 16 and has turned 16 is judged again, and looked at by a person before
 * anything else. Only while her details are kept: afterwards nobody could ask her.
 */
@Injectable()
export class LookAtSixteen {
  private readonly daily: OncePerDay;

  constructor(
    private readonly vault: Vault,
    private readonly episodes: EpisodeStore,
    private readonly dueEpisodes: DueEpisodeStore,
    private readonly clock: Clock,
  ) {
    this.daily = new OncePerDay(clock);
  }

  @DueWork({ name: 'look-at-sixteen', everyMs: 10_000 })
  async run(): Promise<number> {
    return this.daily.run(() =>
      this.vault.transaction(async (tx) => {
        const now = this.clock.now();
        const sixteen = await this.dueEpisodes.sixteenLocked(tx, now, BATCH);
        for (const episode of sixteen) {
          move(episode, 'opening', now);
          const reasons = new Set<CheckReason>([...episode.reasons, 'kept-out-before']);
          Object.assign(episode, { dueAt: now, checkedOn: null, reasons: [...reasons] });
        }
        await this.episodes.saveMany(tx, sixteen, now);
        await this.episodes.tell(
          tx,
          sixteen.map(({ id }) => ({ episodeId: id, at: now, kind: 'turned-sixteen' })),
        );
        return sixteen.length;
      }),
    );
  }
}
