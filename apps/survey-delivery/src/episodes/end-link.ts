import { Injectable } from '@nestjs/common';
import { Clock } from '@answerable/service';
import { endOfWorkingDay } from '../delivery/contact-hours.js';
import type { Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { IssueSurveys } from '../surveys/issue-surveys.js';
import { SurveyStore } from '../surveys/survey.store.js';
import { Vault } from '../vault/vault.js';
import { TaskStore } from '../work/task.store.js';
import { hasEnded, waitForLook } from './episode.js';
import { EpisodeStore } from './episode.store.js';
import { Episodes } from './episodes.js';

/**
 * Somebody else has seen her link, or has her telephone: whatever link and code she was sent opens nothing any more, pages that are
 * open close, what was saved behind them goes. She can be asked still: once somebody has said with her what is safe, another link
 * may go, by another way. It is for her safety, so that no hold and no concern stands in its way.
 */
@Injectable()
export class EndLink {
  constructor(
    private readonly episodes: Episodes,
    private readonly store: EpisodeStore,
    private readonly surveys: SurveyStore,
    private readonly issue: IssueSurveys,
    private readonly tasks: TaskStore,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  async execute(episodeId: string, reason: string, person: Person): Promise<void> {
    await this.episodes.change(episodeId, async (tx, episode) => {
      const { organisationId, surveyId, subjectKey, reference } = episode;
      const survey = (await this.surveys.locked(tx, [surveyId])).get(surveyId);
      if (!survey || survey.cancelled || hasEnded(episode.state))
        throw deliveryProblem('not-possible-now', 'No link of hers is open.');
      const now = this.clock.now();
      await this.vault.enter(tx);
      await this.vault.linksNoLongerSafe(tx, subjectKey);
      await this.vault.noteRead(tx, { ...person, purpose: 'link-ended', episodeId, reference });
      if (episode.safe) episode.safe = { ...episode.safe, linksSafeUntil: null };
      waitForLook(episode, 'link-ended', now);
      // It reached her for nothing: another may take its place, by whichever way she then calls safe.
      episode.messagesSent = Math.max(0, episode.messagesSent - 1);
      episode.usedChannels = [];
      await this.store.save(tx, episode, now);
      await this.issue.execute(tx, [{ episode, revoke: true }]);
      const dueAt = endOfWorkingDay(this.clock.today(), 1);
      await this.tasks.addMany(tx, [{ kind: 'safe-contact-check', organisationId, episodeId, dueAt }], now);
      await this.store.tell(tx, [{ episodeId, at: now, kind: 'link-ended', detail: { reason }, by: person }]);
    });
  }
}
