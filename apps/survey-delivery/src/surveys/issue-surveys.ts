import { Injectable } from '@nestjs/common';
import { organisationById, type SurveyState } from '@answerable/contracts';
import { Outbox, type OutboxMessage } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { questionnaireOn } from '@answerable/questionnaire';
import { Clock, london } from '@answerable/service';
import type { Closure } from '../episodes/closure.js';
import { ClosureStore } from '../episodes/closure.store.js';
import type { Episode } from '../episodes/episode.js';
import { deliveryProblem } from '../problems.js';
import { sealText } from '../vault/sealing.js';
import type { Combination } from './coarsening.js';
import { LinkKeys } from './link-keys.js';
import { mixingKeyFor, SealingKeys, type CurrentKeys } from './sealing-keys.js';
import { attributesOf, sealBundles, type Survey } from './survey.js';
import { SurveyStore } from './survey.store.js';

const YEAR_KEPT_MS = 5000;
const MANY = 50;

export interface SurveyChange {
  episode: Episode;
  link?: boolean;
  code?: boolean;
  cancel?: boolean;
  /** Of a survey that was issued before; where there is none yet, nothing is to be said. */
  ifIssued?: boolean;
  /** A new epoch: every link and code sent so far ends. */
  revoke?: boolean;
}

/** Issues surveys, changes them, cancels them; response-collection hears of it in the same commit. */
@Injectable()
export class IssueSurveys {
  private year: { key: string; combinations: Combination[]; until: number } | undefined;

  constructor(
    private readonly surveys: SurveyStore,
    private readonly closures: ClosureStore,
    private readonly keys: LinkKeys,
    private readonly sealing: SealingKeys,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Call with the episodes locked. Episodes must have an expiry before their first survey. */
  async execute(tx: Tx, changes: readonly SurveyChange[]): Promise<void> {
    if (changes.length === 0) return;
    const known = await this.surveys.locked(
      tx,
      changes.map((c) => c.episode.surveyId),
    );
    const live = changes.filter((c) => !(c.cancel || c.ifIssued) || known.has(c.episode.surveyId));
    const fresh = live.filter((c) => !known.has(c.episode.surveyId));
    const made = new Map(
      (
        await this.make(
          tx,
          fresh.map((c) => c.episode),
        )
      ).map((s) => [s.surveyId, s]),
    );
    const next = live.flatMap((change) => {
      const survey = known.get(change.episode.surveyId) ?? made.get(change.episode.surveyId);
      return survey?.bundles ? [changed(survey, change)] : [];
    });
    await this.surveys.saveMany(tx, next);
    await this.tell(tx, next, changes[0]!.episode.organisationId);
  }

  /** Says where surveys stand, with their bundles; told twice at one version it is one event. */
  async tell(tx: Tx, surveys: readonly Survey[], organisationId: string): Promise<void> {
    await this.outbox.addMany(
      tx,
      surveys.map((survey): OutboxMessage => ({
        type: 'surveys.survey.issued.v1',
        data: this.stateOf(survey, organisationId),
      })),
    );
  }

  /** Answered or refused: the sealed attributes are no longer needed here. */
  async forgetBundles(tx: Tx, surveyIds: readonly string[]): Promise<void> {
    await this.surveys.dropBundles(tx, surveyIds);
  }

  /** Reading a year of closures for each hundred of a day of many thousand costs more than sending them: one reading serves for some seconds. */
  private async yearOf(tx: Tx, organisationId: string, today: string, isOneOfMany: boolean): Promise<Combination[]> {
    const key = `${organisationId} ${today}`;
    if (isOneOfMany && this.year?.key === key && performance.now() < this.year.until) return this.year.combinations;
    const combinations = await this.surveys.combinations(tx, organisationId, london.addMonths(today, -12), today);
    this.year = { key, combinations, until: performance.now() + YEAR_KEPT_MS };
    return combinations;
  }

  private async make(tx: Tx, episodes: readonly Episode[]): Promise<Survey[]> {
    if (episodes.length === 0) return [];
    const keys = await this.sealing.current();
    const byEpisode = Map.groupBy(
      await this.closures.ofEpisodes(
        tx,
        episodes.map((e) => e.id),
      ),
      (c) => c.episodeId,
    );
    const today = this.clock.today();
    const organisation = organisationById(episodes[0]!.organisationId);
    const year = await this.yearOf(tx, organisation.id, today, episodes.length >= MANY);
    return Promise.all(
      episodes.map(async (episode): Promise<Survey> => {
        const closure: Closure | undefined = byEpisode.get(episode.id)?.at(-1);
        if (!closure) throw deliveryProblem('not-possible-now', 'No closed case is left in this episode.');
        if (!episode.expiresAt) throw new Error('a survey needs an expiry');
        return {
          surveyId: episode.surveyId,
          episodeId: episode.id,
          version: 0,
          epoch: 1,
          cancelled: false,
          withLink: false,
          withCode: false,
          checkWordHash: null,
          language: episode.language,
          cueMonth: closure.closedOn.slice(0, 7),
          questionnaireVersion: questionnaireOn(today),
          opensAt: this.clock.now(),
          expiresAt: episode.expiresAt,
          bundles: await twiceSealed(attributesOf(episode, closure, organisation, year), keys, episode.expiresAt),
        };
      }),
    );
  }

  private stateOf(survey: Survey, organisationId: string): SurveyState {
    const { surveyId, epoch } = survey;
    return {
      organisationId,
      surveyId,
      version: survey.version,
      cancelled: survey.cancelled,
      linkHash: survey.withLink ? this.keys.linkHash(surveyId, epoch) : null,
      codeHash: survey.withCode ? this.keys.codeHash(surveyId, epoch) : null,
      checkWordHash: survey.checkWordHash,
      language: survey.language,
      cueMonth: survey.cueMonth,
      questionnaireVersion: survey.questionnaireVersion,
      opensAt: new Date(survey.opensAt).toISOString(),
      expiresAt: new Date(survey.expiresAt).toISOString(),
      bundles: survey.bundles!,
    };
  }
}

/** To reporting, and that once more to the mixing key: what travels with a survey is nowhere in what is released. */
function twiceSealed(
  attributes: ReturnType<typeof attributesOf>,
  keys: CurrentKeys,
  expiresAt: Date,
): Promise<SurveyState['bundles']> {
  const [inner, outer] = [keys.reporting, mixingKeyFor(keys, expiresAt)];
  return sealBundles(attributes, async (text) =>
    sealText(await sealText(text, inner.key, inner.kid), outer.key, outer.kid),
  );
}

function changed(survey: Survey, change: SurveyChange): Survey {
  return {
    ...survey,
    version: survey.version + 1,
    epoch: change.revoke ? survey.epoch + 1 : survey.epoch,
    withLink: survey.withLink || change.link === true,
    withCode: survey.withCode || change.code === true,
    cancelled: survey.cancelled || change.cancel === true,
    checkWordHash: change.episode.checkWordHash,
    language: change.episode.language,
    expiresAt: change.episode.expiresAt ?? survey.expiresAt,
  };
}
