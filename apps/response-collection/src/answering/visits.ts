import { Clock } from '@answerable/service';
import { Injectable } from '@nestjs/common';
import { itemsOf, nextItem, path, questionnaireOf, type Item } from '@answerable/questionnaire';
import type { Request } from 'express';
import { Sessions, type Session } from '../entry/session.js';
import { isAnswerable, stillOpens } from '../survey/survey.js';
import { answersOf, openDraft, type Draft } from './draft.js';
import { DraftStore, type FoundSurvey } from './draft.store.js';

export interface Visit {
  readonly session: Session;
  readonly found: FoundSurvey;
  /** Absent until she agreed. */
  readonly draft: Draft | undefined;
}

/** Who is asking for a page, and where she is: one statement. */
@Injectable()
export class Visits {
  constructor(
    private readonly sessions: Sessions,
    private readonly drafts: DraftStore,
    private readonly clock: Clock,
  ) {}

  /** Undefined where there is no session, the survey was sent, revoked or has expired, or what the session began with opens nothing now. */
  async of(request: Request): Promise<Visit | undefined> {
    const session = this.sessions.of(request);
    if (!session) return undefined;
    const found = await this.drafts.find(session.surveyId, session.draftId);
    if (!found || !isAnswerable(found, this.clock.now()) || !stillOpens(session, found)) return undefined;
    return { session, found, draft: found.draft && openDraft(session.draftKey, found.draft.sealedAnswers) };
  }
}

/** Items with a page of their own, in order; the page of the first is /q/1. */
export const pagesOf = (version: string): readonly Item[] => {
  const { items } = questionnaireOf(version);
  return items.filter(({ role }) => role !== 'gate');
};
export const addressOf = (version: string, item: Item): string =>
  `/q/${pagesOf(version).findIndex(({ id }) => id === item.id) + 1}`;

/** Her path without the gate. */
export function pathOf(draft: Draft): readonly Item[] {
  return path(draft.questionnaire, answersOf(draft)).filter(({ role }) => role !== 'gate');
}

/** The first page not answered yet; the check page where none is left; consent where she has not agreed. */
export function nextAddress(draft: Draft | undefined): string {
  if (!draft) return '/agree';
  const gates = Object.fromEntries(itemsOf(questionnaireOf(draft.questionnaire), 'gate').map(({ id }) => [id, 'yes']));
  const next = nextItem(draft.questionnaire, { ...gates, ...answersOf(draft) }, draft.seed);
  return next ? addressOf(draft.questionnaire, next) : '/check';
}
