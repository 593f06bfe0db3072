import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { v5 as uuid5 } from 'uuid';
import { endOfWorkingDay } from '../delivery/contact-hours.js';
import { hasEnded, mayStillStop, waitForLook, type Episode } from '../episodes/episode.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import { StopAsking } from '../episodes/stop-asking.js';
import { Vault } from '../vault/vault.js';
import { TaskStore } from '../work/task.store.js';
import { ReplyStore } from './reply.store.js';
import { saysStop } from './stop-words.js';

/** A reply that comes twice is one reply. */
const REPLY_IDS = '5c0f2c9e-3d0f-4a55-9d43-0c8a9a3fd6a2';

/**
 * She answered a message. A no ends everything at once; whatever else she says is read by somebody before anything more goes to her:
 * it may be that he reads this. It is read too where her asking is over.
 */
@Injectable()
export class HearReply {
  constructor(
    private readonly episodes: EpisodeStore,
    private readonly stop: StopAsking,
    private readonly tasks: TaskStore,
    private readonly replies: ReplyStore,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** `to`: the message she answered, or the keyed hash of the number that she answered from. What a machine answers is told, not kept. */
  async execute(to: { messageId?: string; wayHash?: string }, message: string, byMachine = false): Promise<void> {
    if (message.trim() === '') return;
    // Whose number it is that she answered from, may be known of her details alone.
    await this.vault.transaction(async (tx) => {
      const written = await this.episodes.writtenToLocked(tx, to);
      if (!saysStop(message)) return byMachine ? this.tell(tx, written) : this.look(tx, written, message);
      for (const { id } of written) {
        // Read again: with one of hers every other that is open has ended too.
        const episode = (await this.episodes.byIdLocked(tx, id))!;
        if (mayStillStop(episode)) await this.stop.execute(tx, episode, { never: false, by: null, toMessage: true });
      }
    });
  }

  private async tell(tx: Tx, written: readonly Episode[]): Promise<void> {
    const at = this.clock.now();
    await this.episodes.tell(
      tx,
      written.map(({ id }) => ({ episodeId: id, at, kind: 'answered-by-machine' })),
    );
  }

  /** Once for each person: where she is being asked, else where she was asked last. */
  private async look(tx: Tx, written: readonly Episode[], message: string): Promise<void> {
    const now = this.clock.now();
    for (const hers of Map.groupBy(written, (e) => e.subjectKey).values()) {
      const ofLate = hers.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime()).at(-1)!;
      const episode = hers.find((e) => !hasEnded(e.state)) ?? ofLate;
      const over = hasEnded(episode.state);
      const { id, organisationId } = episode;
      const noteId = uuid5(this.vault.hashes.refusal(`reply ${id} ${message}`), REPLY_IDS);
      if (await this.replies.isKnown(tx, noteId)) continue;
      await this.vault.sealNote(tx, 'reply', message, noteId);
      await this.replies.add(tx, noteId, id);
      // What the police have ended may begin again.
      if (!over || episode.state === 'superseded') {
        waitForLook(episode, 'replied', now);
        await this.episodes.save(tx, episode, now);
      }
      const dueAt = endOfWorkingDay(this.clock.today(), 1);
      const kind = over ? 'reply' : 'safe-contact-check';
      await this.tasks.addMany(tx, [{ kind, organisationId, episodeId: id, dueAt }], now);
      await this.episodes.tell(tx, [{ episodeId: id, at: now, kind: over ? 'replied-after' : 'replied' }]);
    }
  }
}
