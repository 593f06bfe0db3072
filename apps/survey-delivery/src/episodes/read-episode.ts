import { Injectable } from '@nestjs/common';
import type { EpisodeView } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { workTaskFrom } from '../work/work-task.js';
import { WorklistStore } from '../work/worklist.store.js';
import { ClosureStore } from './closure.store.js';
import type { Episode } from './episode.js';
import { Episodes } from './episodes.js';
import { StoryStore, type StoryRow } from './story.store.js';

/** An episode as staff see it, with everything that was done for it; no contact detail. */
@Injectable()
export class ReadEpisode {
  constructor(
    private readonly episodes: Episodes,
    private readonly closures: ClosureStore,
    private readonly stories: StoryStore,
    private readonly worklist: WorklistStore,
    private readonly clock: Clock,
  ) {}

  async execute(episodeId: string, reader: { subject: string }): Promise<EpisodeView> {
    return this.episodes.change(episodeId, (tx, episode) => this.view(tx, episode, reader));
  }

  /** Every episode of hers, the newest first: the answer to a request for access. */
  async ofPerson(tx: Tx, subjectKey: string, reader: { subject: string }): Promise<EpisodeView[]> {
    const views = [];
    for (const episode of await this.episodes.ofPerson(tx, subjectKey))
      views.push(await this.view(tx, episode, reader));
    return views;
  }

  private async view(tx: Tx, e: Episode, reader: { subject: string }): Promise<EpisodeView> {
    const now = this.clock.now();
    const closures =
      e.exclusion === 'proceedings-live'
        ? await this.closures.waitingOf(tx, e.subjectKey)
        : await this.closures.ofEpisodes(tx, [e.id]);
    const messages = await this.stories.messages(tx, e.id);
    const tasks = await this.worklist.ofEpisode(tx, reader.subject, e.id);
    return {
      episodeId: e.id,
      reference: e.reference,
      state: e.state,
      exclusion: e.exclusion,
      heldReason: e.heldReason === 'safeguarding' ? 'safeguarding' : e.heldNote,
      cueMonth: e.closedOn.slice(0, 7),
      language: e.language,
      interpreter: e.interpreter,
      ageGroup: e.ageGroup,
      reasons: e.reasons,
      safe: e.safe,
      nextChannel: e.preferredChannel,
      nextDueAt: e.dueAt?.toISOString() ?? null,
      messagesSent: e.messagesSent,
      expiresAt: e.expiresAt?.toISOString() ?? null,
      supporters: await this.worklist.supporters(tx, e.subjectKey),
      closures: closures.flatMap((c) =>
        c.disposition
          ? [{ force: c.force, unit: c.unit, closedOn: c.closedOn, disposition: c.disposition, reason: c.reason }]
          : [],
      ),
      messages: messages.map((m) => ({
        ...m,
        createdAt: m.createdAt.toISOString(),
        sentAt: m.sentAt?.toISOString() ?? null,
      })),
      tasks: tasks.map((t) => workTaskFrom(t, now)),
      story: await this.story(tx, e.id),
    };
  }

  async story(tx: Tx, episodeId: string): Promise<EpisodeView['story']> {
    const rows = await this.stories.story(tx, episodeId);
    return rows.map((r: StoryRow) => ({ ...r, at: r.at.toISOString() }));
  }
}
