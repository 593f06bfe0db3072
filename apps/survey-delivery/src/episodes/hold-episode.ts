import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import { Clock, london } from '@answerable/service';
import { endOfWorkingDay, nextWorkingDay } from '../delivery/contact-hours.js';
import type { Person } from '../person.js';
import { LinkKeys } from '../surveys/link-keys.js';
import { SurveyStore } from '../surveys/survey.store.js';
import { Vault } from '../vault/vault.js';
import { TaskStore } from '../work/task.store.js';
import { assertWithin } from './day-within.js';
import { hold, releaseHold, type Episode } from './episode.js';
import { EpisodeStore } from './episode.store.js';
import { Episodes } from './episodes.js';
import { assertMay } from './may-contact.js';

/** One person's word holds her no longer than a deferral for the court: then somebody looks, and may hold her again. */
const REVIEW_WITHIN_DAYS = 90;

/** Holds everything for her, with a day on which somebody looks again: nothing is held for ever by oversight. */
@Injectable()
export class HoldEpisode {
  constructor(
    private readonly episodes: Episodes,
    private readonly store: EpisodeStore,
    private readonly tasks: TaskStore,
    private readonly surveys: SurveyStore,
    private readonly links: LinkKeys,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  async execute(episodeId: string, reason: string, reviewOn: string, person: Person): Promise<void> {
    await this.episodes.change(episodeId, (tx, episode) => {
      assertMay(episode, 'hold');
      const today = this.clock.today();
      assertWithin(reviewOn, today, london.addDays(today, REVIEW_WITHIN_DAYS), 'look at it again');
      return this.within(tx, episode, 'staff', reason, reviewOn, person);
    });
  }

  async within(
    tx: Tx,
    episode: Episode,
    reason: 'safeguarding' | 'staff',
    note: string,
    reviewOn: string,
    person: Person,
  ): Promise<void> {
    const now = this.clock.now();
    hold(episode, reason, reason === 'staff' ? note : null, now);
    await this.store.save(tx, episode, now);
    if (reason === 'staff') {
      const dueAt = endOfWorkingDay(nextWorkingDay(reviewOn), 0);
      await this.tasks.addMany(
        tx,
        [{ kind: 'hold-review', organisationId: episode.organisationId, episodeId: episode.id, dueAt }],
        now,
      );
    }
    await this.store.tell(tx, [{ episodeId: episode.id, at: now, kind: 'held', detail: { reason }, by: person }]);
  }

  async release(episodeId: string, person: Person): Promise<void> {
    await this.episodes.change(episodeId, (tx, episode) => {
      // A safeguarding hold ends where it was made: with the concern.
      assertMay(episode, 'release');
      return this.releaseWithin(tx, episode, person);
    });
  }

  async releaseWithin(tx: Tx, episode: Episode, person: Person): Promise<void> {
    const now = this.clock.now();
    releaseHold(episode, now);
    await this.anotherSurvey(tx, episode);
    if (episode.state === 'to-check') episode.dueAt = null;
    await this.store.save(tx, episode, now);
    const open = await this.tasks.openOfEpisodeLocked(tx, episode.id);
    await this.tasks.finish(
      tx,
      open.filter((t) => t.kind === 'hold-review').map((t) => t.id),
      person,
      'released',
      now,
    );
    await this.store.tell(tx, [{ episodeId: episode.id, at: now, kind: 'released', by: person }]);
  }

  /** A survey that was ended stays ended: who goes on being asked gets another one, opened by the same word. */
  private async anotherSurvey(tx: Tx, episode: Episode): Promise<void> {
    const { id, reference, surveyId, subjectKey } = episode;
    if (!(await this.surveys.locked(tx, [surveyId])).get(surveyId)?.cancelled) return;
    await this.vault.enter(tx);
    const word = (await this.vault.currentContact(tx, subjectKey))?.checkWord;
    await this.vault.noteOwnReads(tx, 'another-survey', [{ episodeId: id, reference }]);
    episode.surveyId = this.vault.hashes.id('survey', surveyId);
    episode.checkWordHash = word ? this.links.checkWordHash(episode.surveyId, word) : null;
  }
}
