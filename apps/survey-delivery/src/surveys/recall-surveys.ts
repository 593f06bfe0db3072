import { Injectable } from '@nestjs/common';
import type { SurveyState } from '@answerable/contracts';
import { AfterRestore, Outbox, Told, type OutboxMessage, type Restore } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { Clock, london } from '@answerable/service';
import { MessageStore } from '../delivery/message.store.js';
import { hasEnded, type Episode } from '../episodes/episode.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import { HoldEpisode } from '../episodes/hold-episode.js';
import { LinkKeys } from './link-keys.js';
import type { Survey } from './survey.js';
import { SurveyStore } from './survey.store.js';

const EPOCHS_SOUGHT = 200;
const LOOK_WITHIN_DAYS = 7;
const WHY =
  'Her survey was ended after the backup from which the database was restored: find out why before she is asked.';
const RESTORE = { subject: 'restore', name: 'Restore of the database' };

/**
 * After a restore: what response-collection was told of a survey since the backup stands. A link that was revoked stays revoked, a
 * survey that was ended stays ended, and what is said next has a version that nobody has heard yet.
 */
@Injectable()
export class RecallSurveys {
  constructor(
    private readonly told: Told,
    private readonly surveys: SurveyStore,
    private readonly episodes: EpisodeStore,
    private readonly messages: MessageStore,
    private readonly holds: HoldEpisode,
    private readonly keys: LinkKeys,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @AfterRestore()
  async execute({ tx, since, lift }: Restore): Promise<Record<string, number>> {
    const told = await this.told.since('surveys.survey.issued.v1', since);
    const newest = new Map<string, SurveyState>();
    for (const state of told)
      if ((newest.get(state.surveyId)?.version ?? 0) < state.version) newest.set(state.surveyId, state);
    const ids = [...newest.keys()];
    const known = await this.surveys.locked(tx, ids);
    const episodes = await this.episodes.bySurveysLocked(tx, ids);
    const recalled = episodes.flatMap((episode) => {
      const [state, survey] = [newest.get(episode.surveyId)!, known.get(episode.surveyId)];
      return state.version > (survey?.version ?? 0) ? [{ episode, state, survey }] : [];
    });
    // Each message is made together with a version of its survey: no more of them can have gone than versions were told.
    const versions = Map.groupBy(told, (state) => state.surveyId);
    const gone = recalled.map(({ episode, survey }): [string, number] => {
      const unknown = versions.get(episode.surveyId)!.filter(({ version }) => version > (survey?.version ?? 0));
      return [episode.id, new Set(unknown.map(({ version }) => version)).size];
    });
    await this.messages.doubt(tx, new Map(gone));
    await this.surveys.saveMany(
      tx,
      recalled.map(({ episode, state, survey }) => this.asTold(episode, state, survey)),
    );
    await this.surveys.liftVersions(tx, lift);
    const held = await this.alignEpisodes(tx, recalled);
    // Of an episode that began after the backup: she comes again from intake, as another one.
    const hers = new Set(episodes.map(({ surveyId }) => surveyId));
    const lost = [...newest.values()].filter(({ surveyId, cancelled }) => !hers.has(surveyId) && !cancelled);
    await this.outbox.addMany(
      tx,
      lost.map((state): OutboxMessage => ({
        type: 'surveys.survey.issued.v1',
        data: { ...state, version: lift, cancelled: true },
      })),
    );
    return { surveysRecalled: recalled.length, surveysLost: lost.length, episodesHeld: held };
  }

  private asTold(episode: Episode, state: SurveyState, survey: Survey | undefined): Survey {
    const { surveyId, version, cancelled, checkWordHash, language, cueMonth, questionnaireVersion } = state;
    return {
      surveyId,
      episodeId: episode.id,
      version,
      epoch: this.epochOf(survey?.epoch ?? 1, state),
      cancelled,
      withLink: state.linkHash !== null,
      withCode: state.codeHash !== null,
      checkWordHash,
      language,
      cueMonth,
      questionnaireVersion,
      opensAt: new Date(state.opensAt),
      expiresAt: new Date(state.expiresAt),
      bundles: survey ? survey.bundles : state.bundles,
    };
  }

  /** The epoch is told by its hashes alone. Without a link or code there was nothing to revoke. */
  private epochOf(epoch: number, { surveyId, linkHash, codeHash }: SurveyState): number {
    for (let sought = epoch; sought < epoch + EPOCHS_SOUGHT; sought += 1) {
      if (linkHash !== null && this.keys.linkHash(surveyId, sought) === linkHash) return sought;
      if (codeHash !== null && this.keys.codeHash(surveyId, sought) === codeHash) return sought;
    }
    if (linkHash === null && codeHash === null) return epoch;
    throw new Error('LINK_KEY or SURVEY_CODE_KEY is not the one that surveys were told with: bring it back first');
  }

  /** The next version of a survey takes word, language and end from its episode. Who is asked no more, is looked at by a person. */
  private async alignEpisodes(tx: Tx, recalled: readonly { episode: Episode; state: SurveyState }[]): Promise<number> {
    const now = this.clock.now();
    for (const { episode, state } of recalled) {
      const { checkWordHash, language, expiresAt } = state;
      Object.assign(episode, { checkWordHash, language, expiresAt: new Date(expiresAt) } satisfies Partial<Episode>);
    }
    await this.episodes.saveMany(
      tx,
      recalled.map(({ episode }) => episode),
      now,
    );
    const ended = recalled.filter(
      ({ episode: e, state }) => state.cancelled && !hasEnded(e.state) && e.state !== 'held' && e.expiresAt! > now,
    );
    const lookOn = london.addDays(this.clock.today(), LOOK_WITHIN_DAYS);
    for (const { episode } of ended) await this.holds.within(tx, episode, 'staff', WHY, lookOn, RESTORE);
    return ended.length;
  }
}
