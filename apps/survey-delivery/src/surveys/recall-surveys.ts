import { Injectable } from '@nestjs/common';
import type { SurveyState } from '@answerable/contracts';
import { AfterRestore, Outbox, Told, type OutboxMessage, type Restore } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { Clock, london } from '@answerable/service';
import { MessageStore } from '../delivery/message.store.js';
import { hasEnded, type Episode } from '../episodes/episode.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import { HoldEpisode } from '../episodes/hold-episode.js';
import { SettingsStore } from '../oversight/settings.store.js';
import { Vault } from '../vault/vault.js';
import { LinkKeys } from './link-keys.js';
import type { Survey } from './survey.js';
import { IssueSurveys } from './issue-surveys.js';
import { LostSurveyStore, type Progress } from './lost-survey.store.js';
import { SurveyStore } from './survey.store.js';

const EPOCHS_SOUGHT = 200;
const LOOK_WITHIN_DAYS = 7;
/** As long as Kafka keeps what begins an episode again. */
const KEPT_DAYS = 7;
const WHY =
  'Her survey was ended after the backup from which the database was restored: find out why before she is asked.';
const RESTORE = { subject: 'restore', name: 'Restore of the database' };

interface Recalled {
  episode: Episode;
  state: SurveyState;
  survey: Survey | undefined;
  /** How many versions were told that the database does not know, and with which a message may have gone. */
  versions: number;
}

/**
 * After a restore: what response-collection was told of a survey since the backup stands. A link that was revoked stays revoked, a
 * survey that was ended stays ended, and what is said next has a version that nobody has heard yet. The survey of an episode that
 * began after the backup is kept until the episode begins again, with what she says on it meanwhile.
 */
@Injectable()
export class RecallSurveys {
  constructor(
    private readonly told: Told,
    private readonly surveys: SurveyStore,
    private readonly lost: LostSurveyStore,
    private readonly issue: IssueSurveys,
    private readonly episodes: EpisodeStore,
    private readonly messages: MessageStore,
    private readonly holds: HoldEpisode,
    private readonly settings: SettingsStore,
    private readonly vault: Vault,
    private readonly keys: LinkKeys,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @AfterRestore()
  async execute({ tx, since, lift }: Restore): Promise<Record<string, number>> {
    const told = Map.groupBy(await this.told.since('surveys.survey.issued.v1', since), (state) => state.surveyId);
    const ids = [...told.keys()];
    const known = await this.surveys.locked(tx, ids);
    const episodes = new Map((await this.episodes.bySurveysLocked(tx, ids)).map((e) => [e.surveyId, e]));
    const all = [...told].map(([surveyId, states]) => {
      const unknown = states.filter(({ version }) => version > (known.get(surveyId)?.version ?? 0));
      const state = states.reduce((newest, next) => (next.version > newest.version ? next : newest));
      const writable = unknown.filter(({ cancelled }) => !cancelled);
      return { surveyId, state, versions: new Set(writable.map(({ version }) => version)).size };
    });
    const recalled = all.flatMap(({ surveyId, state, versions }): Recalled[] => {
      const episode = episodes.get(surveyId);
      const survey = known.get(surveyId);
      return episode && state.version > (survey?.version ?? 0) ? [{ episode, state, survey, versions }] : [];
    });
    const held = await this.recall(tx, recalled);
    await this.surveys.liftVersions(tx, lift);
    const lost = all.filter(({ surveyId }) => !episodes.has(surveyId));
    await this.lost.addMany(
      tx,
      lost.map(({ state, versions }) => ({ state: { ...state, version: lift }, versions })),
      this.clock.today(),
    );
    return { surveysRecalled: recalled.length, surveysLost: lost.length, episodesHeld: held };
  }

  /**
   * Of the lost surveys: takes up those whose episodes have begun again, and gives what was kept of them, to be handled. Once a lead
   * has resumed, what has not begun again by then is ended: else she could be asked in two surveys.
   */
  async takeUp(tx: Tx): Promise<Progress[]> {
    const begun = new Map((await this.lost.takeBegun(tx)).map((l) => [l.state.surveyId, l]));
    const episodes = await this.episodes.bySurveysLocked(tx, [...begun.keys()]);
    await this.recall(
      tx,
      episodes.map((episode) => ({ episode, survey: undefined, ...begun.get(episode.surveyId)! })),
    );
    const over = episodes.filter(({ state }) => hasEnded(state));
    await this.issue.execute(
      tx,
      over.map((episode) => ({ episode, cancel: true })),
    );
    await this.endTheRest(tx);
    return this.lost.takeProgress(tx);
  }

  private async endTheRest(tx: Tx): Promise<void> {
    await this.lost.forget(tx, london.addDays(this.clock.today(), -KEPT_DAYS));
    if ((await this.settings.state(tx, this.vault.organisationId)).paused) return;
    await this.outbox.addMany(
      tx,
      (await this.lost.takeOpen(tx)).map((data): OutboxMessage => ({ type: 'surveys.survey.issued.v1', data })),
    );
  }

  /** Each message is made together with a version of its survey: no more of them can have gone than versions were told. */
  private async recall(tx: Tx, recalled: readonly Recalled[]): Promise<number> {
    await this.messages.doubt(tx, new Map(recalled.map(({ episode, versions }) => [episode.id, versions])));
    await this.surveys.saveMany(
      tx,
      recalled.map(({ episode, state, survey }) => this.asTold(episode, state, survey)),
    );
    return this.alignEpisodes(tx, recalled);
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
