import { setTimeout as wait } from 'node:timers/promises';
import { checkWordInput, surveyCodeInput } from '@answerable/contracts';
import { Outbox } from '@answerable/messaging';
import { Database } from '@answerable/persistence';
import { Clock, CONFIG } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config.js';
import { hmac, same, sha256 } from '../keys/crypto.js';
import { DraftStore } from '../answering/draft.store.js';
import { openDraft } from '../answering/draft.js';
import { isAnswerable, markOf, type Survey, type Way } from '../survey/survey.js';
import { SurveyStore } from '../survey/survey.store.js';
import { Handovers } from './handovers.js';
import { draftOf, type Session } from './session.js';

const ARRIVAL_LOOKS = 40;
const ARRIVAL_PAUSE_MS = 250;

/** Compared with where no survey is found, so that finding none takes as long. */
const nobody = { surveyId: '00000000-0000-4000-8000-000000000000', hash: Buffer.alloc(32) };

export interface Opened {
  readonly session: Session;
  readonly language: string;
}

/**
 * The three ways in. Used, expired, revoked, truncated and made-up links and codes, and a wrong word, are all the same
 * `undefined`, after the same work.
 */
@Injectable()
export class OpenSurvey {
  private readonly codeKey: Buffer;
  private readonly draftKey: Buffer;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
    private readonly surveys: SurveyStore,
    private readonly drafts: DraftStore,
    private readonly handovers: Handovers,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    this.codeKey = Buffer.from(config.SURVEY_CODE_KEY, 'base64url');
    this.draftKey = Buffer.from(config.DRAFT_KEY, 'base64url');
  }

  async byLink(token: string, word: string): Promise<Opened | undefined> {
    const survey = await this.surveys.byLink(sha256(token));
    const expected = survey?.checkWordHash ?? nobody.hash;
    const input = checkWordInput(survey?.surveyId ?? nobody.surveyId, word);
    const right = same(hmac(this.codeKey, input), expected) && Boolean(survey?.checkWordHash);
    if (!survey || !right || !isAnswerable(survey, this.clock.now())) return undefined;
    return this.begin(survey, `link:${token}:${input}`, 'link');
  }

  async byCode(typed: string): Promise<Opened | undefined> {
    const input = surveyCodeInput(typed);
    const survey = await this.surveys.byCode(hmac(this.codeKey, input));
    if (!survey || !isAnswerable(survey, this.clock.now())) return undefined;
    return this.begin(survey, input, 'code');
  }

  async byHandover(token: string): Promise<Opened | undefined> {
    const claims = await this.handovers.verify(token);
    const survey = claims && (await this.arrived(claims.sub));
    if (!survey || !isAnswerable(survey, this.clock.now())) return undefined;
    const first = await this.surveys.useHandover(claims.jti, new Date(claims.exp * 1000));
    return first ? this.begin(survey, `interview:${claims.draft}`, 'handover') : undefined;
  }

  /** The interviewer may be here before the event that issues the survey: she is on the telephone, so wait a moment. */
  private async arrived(surveyId: string): Promise<Survey | undefined> {
    for (let look = 1; look < ARRIVAL_LOOKS; look += 1) {
      const survey = await this.surveys.byId(surveyId);
      if (survey) return survey;
      await wait(ARRIVAL_PAUSE_MS);
    }
    return this.surveys.byId(surveyId);
  }

  private async begin(survey: Survey, hand: string, way: Way): Promise<Opened> {
    const { surveyId, language } = survey;
    const { draftId, draftKey } = draftOf(this.draftKey, hand);
    if (!survey.opened)
      await this.database.transaction(async (tx) => {
        if (await this.drafts.markOpened(tx, surveyId))
          await this.outbox.add(tx, {
            type: 'responses.survey.opened.v1',
            data: { surveyId, on: this.clock.today() },
          });
      });
    const found = await this.drafts.find(surveyId, draftId);
    const earlier = found?.draft && openDraft(draftKey, found.draft.sealedAnswers);
    const visit = (earlier?.visits ?? 0) + 1;
    return { session: { surveyId, draftId, draftKey, visit, way, mark: markOf(way, survey) }, language };
  }
}
