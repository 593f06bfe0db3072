import { randomBytes, randomUUID } from 'node:crypto';
import { consentVersion, SKIPPED, type Answer, type Item } from '@answerable/questionnaire';
import { Injectable } from '@nestjs/common';
import { MixingKeys } from '../closing/mixing-keys.js';
import { modeOf, type Session } from '../entry/session.js';
import { random } from '../keys/crypto.js';
import { seal } from '../keys/sealing.js';
import { clearEvidence, isStraightLined, pageLeft } from '../submission/submission.js';
import { answersOf, openDraft, sealDraft, sealMessage, type Draft } from './draft.js';
import { DraftStore, type FoundSurvey } from './draft.store.js';
import type { Visit } from './visits.js';

/** Each try that fails is another page of hers that succeeded. */
const TRIES = 25;

export interface Given {
  readonly item: Item;
  readonly answer: Answer;
  /** The message, where the item is one; the answer then says no more than that there is one. */
  readonly text?: string;
  readonly tie?: boolean;
}

/** Keeps one answer in her draft. Two tabs may do so at once: the later one wins for the item, and loses none of the other's. */
@Injectable()
export class KeepAnswer {
  constructor(
    private readonly drafts: DraftStore,
    private readonly mixing: MixingKeys,
  ) {}

  /** The draft after it; undefined where the survey is no longer open. */
  async execute({ session, found, draft }: Visit, language: string, given: Given): Promise<Draft | undefined> {
    let [at, before]: [FoundSurvey | undefined, Draft | undefined] = [found, draft];
    for (let attempt = 1; attempt <= TRIES && at?.draft && before; attempt += 1) {
      const after = withAnswer(before, session.visit, given);
      const message = given.item.type === 'text' ? sealMessage(session.draftKey, given.text ?? '') : undefined;
      if (await this.save(session, language, at.draft.sealedAnswers, at.draft.evidenceId, after, message)) return after;
      at = await this.drafts.find(session.surveyId, session.draftId);
      before = at?.draft && openDraft(session.draftKey, at.draft.sealedAnswers);
    }
    return undefined;
  }

  /** She agreed: the draft begins, with the version of what she agreed to. Agreeing twice changes nothing. */
  async begin(session: Session, language: string, questionnaire: string): Promise<void> {
    const draft: Draft = {
      questionnaire,
      consent: consentVersion,
      seed: randomBytes(9).toString('base64url'),
      visits: session.visit,
      answers: {},
      tie: false,
      messageVisit: 0,
    };
    await this.save(session, language, null, randomUUID(), draft, sealMessage(session.draftKey, ''));
  }

  private save(
    session: Session,
    language: string,
    before: Buffer | null,
    evidenceId: string,
    draft: Draft,
    sealedMessage?: Buffer,
  ): Promise<boolean> {
    const answers = answersOf(draft);
    const stoppedAt = pageLeft(draft.questionnaire, answers) ?? 'check';
    const evidence = {
      mode: modeOf(session),
      sent: false,
      language,
      stoppedAt,
      straightLined: isStraightLined(draft.questionnaire, answers),
    };
    const row = {
      draftId: session.draftId,
      surveyId: session.surveyId,
      sealedAnswers: sealDraft(session.draftKey, draft),
      sealedMessage,
      evidenceId,
    };
    return this.mixing.withCurrent(({ month, to }) =>
      this.drafts.save(row, before, {
        month,
        sealed: seal(to, clearEvidence(evidence)),
        withdrawalHash: random(32),
      }),
    );
  }
}

function withAnswer(draft: Draft, visit: number, { item, answer, tie }: Given): Draft {
  const text = item.type === 'text' ? { messageVisit: answer === SKIPPED ? 0 : visit, tie: tie === true } : {};
  return {
    ...draft,
    ...text,
    visits: Math.max(draft.visits, visit),
    answers: { ...draft.answers, [item.id]: { answer, visit } },
  };
}
