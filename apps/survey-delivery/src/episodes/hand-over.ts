import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import { Clock, CONFIG } from '@answerable/service';
import type { Config } from '../config.js';
import { SettingsStore } from '../oversight/settings.store.js';
import type { Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { IssueSurveys } from '../surveys/issue-surveys.js';
import { LinkKeys } from '../surveys/link-keys.js';
import { SurveyStore } from '../surveys/survey.store.js';
import { SealingKeys } from '../surveys/sealing-keys.js';
import { Vault } from '../vault/vault.js';
import { HandoverKeys } from '../work/handover-keys.js';
import { Tasks } from '../work/tasks.js';
import { WorklistStore } from '../work/worklist.store.js';
import { move, type Episode } from './episode.js';
import { EpisodeStore } from './episode.store.js';
import { Episodes } from './episodes.js';
import { assertMay } from './may-contact.js';

const DAY_MS = 86_400_000;

/** Opens the telephone interview on the survey's own origin: the portal never sees an answer, the survey never a number. */
@Injectable()
export class HandOver {
  constructor(
    private readonly episodes: Episodes,
    private readonly store: EpisodeStore,
    private readonly surveys: SurveyStore,
    private readonly issue: IssueSurveys,
    private readonly sealing: SealingKeys,
    private readonly settings: SettingsStore,
    private readonly vault: Vault,
    private readonly tasks: Tasks,
    private readonly worklist: WorklistStore,
    private readonly keys: HandoverKeys,
    private readonly links: LinkKeys,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute(
    episodeId: string,
    person: Person,
  ): Promise<{ url: string; token: string; firstName: string; expiresAt: string }> {
    await this.sealing.current();
    const { episode, firstName } = await this.episodes.change(episodeId, async (tx, found) => {
      await this.settings.assertNotPaused(tx, found.organisationId);
      await this.mayInterview(tx, found, person);
      await this.tasks.callsOf(tx, episodeId, person);
      await this.begin(tx, found);
      await this.vault.enter(tx);
      const contact = await this.vault.currentContact(tx, found.subjectKey);
      await this.vault.noteRead(tx, { ...person, purpose: 'first-name', episodeId, reference: found.reference });
      await this.store.tell(tx, [{ episodeId, at: this.clock.now(), kind: 'interview-opened', by: person }]);
      return { episode: found, firstName: contact?.name.first ?? '' };
    });
    const { token, expiresAt } = await this.keys.sign({
      sub: episode.surveyId,
      jti: randomUUID(),
      draft: this.links.interviewDraft(episode.surveyId),
    });
    return { url: `${this.config.SURVEY_URL}/interview`, token, firstName, expiresAt };
  }

  /** Whoever supported her does not interview her. */
  async mayInterview(tx: Tx, episode: Episode, person: Person): Promise<void> {
    const supporters = await this.worklist.supporters(tx, episode.subjectKey);
    if (supporters.some((s) => s.subject === person.subject)) throw deliveryProblem('supported-her');
  }

  private async begin(tx: Tx, episode: Episode): Promise<void> {
    const now = this.clock.now();
    assertMay(episode, 'hand-over');
    const settings = await this.settings.settings(tx, episode.organisationId);
    episode.expiresAt ??= new Date(now.getTime() + settings.expiryDays * DAY_MS);
    episode.firstInvitedAt ??= now;
    episode.reached = true;
    if (episode.state !== 'inviting') {
      move(episode, 'inviting', now);
      episode.dueAt = episode.expiresAt;
    }
    await this.store.save(tx, episode, now);
    const known = await this.surveys.locked(tx, [episode.surveyId]);
    if (!known.has(episode.surveyId)) await this.issue.execute(tx, [{ episode }]);
  }
}
