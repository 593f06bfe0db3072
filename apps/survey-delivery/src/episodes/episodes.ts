import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@answerable/persistence';
import { deliveryProblem } from '../problems.js';
import { IllegalTransition, type Episode } from './episode.js';
import { EpisodeStore } from './episode.store.js';

/** One change of one episode by a person: locked, decided, written. */
@Injectable()
export class Episodes {
  constructor(
    private readonly database: Database,
    private readonly store: EpisodeStore,
  ) {}

  async ofPerson(tx: Tx, subjectKey: string): Promise<Episode[]> {
    return this.store.ofPerson(tx, subjectKey);
  }

  /** Throws no-such-episode, and not-possible-now where the episode has moved on. */
  async change<T>(id: string, work: (tx: Tx, episode: Episode) => Promise<T>): Promise<T> {
    try {
      return await this.database.transaction(async (tx) => {
        const episode = await this.store.byIdLocked(tx, id);
        if (!episode) throw deliveryProblem('no-such-episode');
        return work(tx, episode);
      });
    } catch (error) {
      if (error instanceof IllegalTransition) throw deliveryProblem('not-possible-now', error.message);
      throw error;
    }
  }
}
