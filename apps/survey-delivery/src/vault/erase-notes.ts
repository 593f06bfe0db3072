import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { EpisodeStore } from '../episodes/episode.store.js';
import type { Person } from '../person.js';
import { TaskStore } from '../work/task.store.js';
import { Vault } from './vault.js';

/** What she wrote to us goes, and nobody is to call about a wish that is not there any more. */
@Injectable()
export class EraseNotes {
  constructor(
    private readonly vault: Vault,
    private readonly episodes: EpisodeStore,
    private readonly tasks: TaskStore,
    private readonly clock: Clock,
  ) {}

  /** Call in the vault. `upTo`: the day she asked on; what she wrote later stays. Gives how many notes went. */
  async execute(tx: Tx, subjectKey: string, upTo: string, by: Person | null): Promise<number> {
    const gone = new Set(await this.vault.store.deleteNotesOf(tx, subjectKey, upTo));
    for (const { id } of await this.episodes.ofPerson(tx, subjectKey)) {
      const open = await this.tasks.openOfEpisodeLocked(tx, id);
      const over = open.filter((t) => t.kind === 'reply' || (t.noteId !== null && gone.has(t.noteId)));
      const ids = over.map((t) => t.id);
      await this.tasks.finish(tx, ids, by, 'erased', this.clock.now());
    }
    return gone.size;
  }
}
