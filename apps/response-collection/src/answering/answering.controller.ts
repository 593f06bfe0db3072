import { Public } from '@answerable/access';
import { pageAction } from '@answerable/contracts';
import {
  consentVersion,
  SKIPPED,
  validateAnswer,
  validateText,
  type AnswerFault,
  type Item,
} from '@answerable/questionnaire';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Sessions } from '../entry/session.js';
import { AWAY, notice, show, textsFor } from '../pages/page.js';
import { DeclineSurvey } from './decline-survey.js';
import { openMessage } from './draft.js';
import { DraftStore } from './draft.store.js';
import { KeepAnswer, type Given } from './keep-answer.js';
import { questionPage } from './question-page.js';
import { ReportUnsafe } from './report-unsafe.js';
import { nextAddress, pagesOf, pathOf, Visits, type Visit } from './visits.js';

const chosen = z.object({ answer: z.string().optional() });
const decided = chosen.extend({ version: z.string().optional() });
const posted = z.object({
  action: pageAction.default('continue'),
  answer: z.union([z.string(), z.array(z.string())]).optional(),
  tie: z.string().optional(),
  from: z.string().optional(),
});
const pattern = z.object({ place: z.coerce.number().int().min(1).max(999) });

type Checked = { readonly ok: true; readonly given: Given } | { readonly ok: false; readonly fault: AnswerFault };

function checkedOf(version: string, item: Item, { action, answer, tie }: z.infer<typeof posted>): Checked {
  if (action === 'skip') return { ok: true, given: { item, answer: SKIPPED } };
  if (item.type !== 'text') {
    const checked = validateAnswer(version, item.id, answer);
    return checked.ok ? { ok: true, given: { item, answer: checked.answer } } : checked;
  }
  const checked = validateText(item, answer);
  if (!checked.ok) return checked;
  const { text } = checked;
  return { ok: true, given: { item, answer: text === '' ? SKIPPED : 'written', text, tie: tie === 'yes' } };
}

/** Finishing on a page she saw and did not answer skips it: 'not asked' would be untrue. To come back to it later, it stays open. */
const passedOver = ({ draft }: Visit, item: Item, action: string): Given | undefined =>
  action === 'finish' && !draft!.answers[item.id] ? { item, answer: SKIPPED } : undefined;

const codeOf = (response: Response): string => textsFor(response).facts.code;

/** One question a page: a GET changes nothing, a POST keeps the answer and leads on. */
@Controller()
@Public('The survey itself: a person is known by the session that her link, code or interview opened')
export class AnsweringController {
  constructor(
    private readonly visits: Visits,
    private readonly sessions: Sessions,
    private readonly drafts: DraftStore,
    private readonly keepAnswer: KeepAnswer,
    private readonly declineSurvey: DeclineSurvey,
    private readonly reportUnsafe: ReportUnsafe,
  ) {}

  @Get('start')
  async start(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visit = await this.visit(request, response);
    if (visit) show(response, 'start', { agreed: visit.draft !== undefined });
  }

  @Post('start')
  @HttpCode(200)
  async answerSafe(
    @Req() request: Request,
    @Res() response: Response,
    @Body({ schema: chosen }) { answer }: z.infer<typeof chosen>,
  ): Promise<void> {
    const visit = await this.visit(request, response);
    if (!visit) return;
    if (answer === 'yes') return response.redirect(303, nextAddress(visit.draft));
    if (answer === 'no') return this.leaveUnsafe(response, visit);
    if (answer === 'later') return this.leave(response);
    const agreed = visit.draft !== undefined;
    show(response, 'start', { agreed, fault: textsFor(response).faults['choose-one'].split(',')[0] });
  }

  @Get('agree')
  async consent(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visit = await this.visit(request, response);
    if (!visit) return;
    if (visit.draft) return response.redirect(303, nextAddress(visit.draft));
    show(response, 'consent', { neutral: false, version: consentVersion });
  }

  @Post('agree')
  @HttpCode(200)
  async answerConsent(
    @Req() request: Request,
    @Res() response: Response,
    @Body({ schema: decided }) { answer, version }: z.infer<typeof decided>,
  ): Promise<void> {
    const visit = await this.visit(request, response);
    if (!visit) return;
    const { session, found } = visit;
    if (answer === 'not-safe') return this.leaveUnsafe(response, visit);
    // What is recorded is what she read: where another release showed her its page, she is shown this one's.
    if (answer === 'agree' && version === consentVersion) {
      if (!visit.draft) await this.keepAnswer.begin(session, codeOf(response), found.questionnaire);
      return response.redirect(303, '/q/1');
    }
    if (answer === 'decline' || answer === 'never') {
      await this.declineSurvey.execute(session.surveyId, answer === 'never');
      this.sessions.leave(response);
      const { declinedTitle, declined } = textsFor(response).consent;
      return show(response, 'notice', { heading: declinedTitle, text: declined });
    }
    show(response, 'consent', { neutral: false, version: consentVersion });
  }

  @Get('q/:place')
  async question(
    @Req() request: Request,
    @Res() response: Response,
    @Param() params: unknown,
    @Query('from') from: unknown,
  ): Promise<void> {
    const visit = await this.visit(request, response);
    const item = visit && this.itemAt(visit, params);
    if (!visit) return;
    if (!item) return response.redirect(303, nextAddress(visit.draft));
    await this.showQuestion(response, visit, item, { from: from === 'check' ? 'check' : undefined });
  }

  @Post('q/:place')
  @HttpCode(200)
  async answer(
    @Req() request: Request,
    @Res() response: Response,
    @Param() params: unknown,
    @Body({ schema: posted }) body: z.infer<typeof posted>,
  ): Promise<void> {
    const visit = await this.visit(request, response);
    const item = visit && this.itemAt(visit, params);
    if (!visit) return;
    if (!item) return response.redirect(303, nextAddress(visit.draft));
    if (body.action === 'not-safe') return this.leaveUnsafe(response, visit);
    const checked = checkedOf(visit.draft!.questionnaire, item, body);
    // To leave with no answer is her choice; one that cannot be kept as she gave it is shown to her, and not dropped.
    if (!checked.ok && (body.action === 'continue' || checked.fault !== 'choose-one'))
      return this.showQuestion(response, visit, item, { fault: checked.fault, from: body.from, typed: body.answer });
    const given = checked.ok ? checked.given : passedOver(visit, item, body.action);
    const draft = given ? await this.keepAnswer.execute(visit, codeOf(response), given) : visit.draft;
    if (!draft) return notice(response, 'closed');
    if (body.action === 'later') return this.leave(response);
    if (body.action === 'finish') return response.redirect(303, '/check');
    response.redirect(303, this.after(draft, item, body.from));
  }

  /** The next page without an answer after this one; back to the check page where she came from there. */
  private after(draft: NonNullable<Visit['draft']>, item: Item, from: string | undefined): string {
    const way = pathOf(draft);
    const later = way.slice(way.findIndex(({ id }) => id === item.id) + 1);
    const open = later.find(({ id, when }) => !draft.answers[id] && (from !== 'check' || when?.item === item.id));
    if (!open) return '/check';
    return `/q/${pagesOf(draft.questionnaire).findIndex(({ id }) => id === open.id) + 1}${from === 'check' ? '?from=check' : ''}`;
  }

  private async showQuestion(
    response: Response,
    { session, found, draft }: Visit,
    item: Item,
    { fault, from, typed }: { fault?: AnswerFault; from?: string; typed?: unknown } = {},
  ): Promise<void> {
    const message =
      typeof typed === 'string' ? typed.slice(0, 2000) : await this.messageOf(item, { session, found, draft });
    const page = questionPage(textsFor(response), {
      draft: draft!,
      found,
      item,
      visit: session.visit,
      message,
      fault,
      from,
    });
    show(response, 'question', page);
  }

  private async messageOf(item: Item, { session, draft }: Visit): Promise<string> {
    if (item.type !== 'text' || !draft || draft.messageVisit !== session.visit) return '';
    return openMessage(session.draftKey, (await this.drafts.message(session.draftId)) ?? Buffer.alloc(0));
  }

  /** The item of this address where it is on her path. */
  private itemAt({ draft }: Visit, params: unknown): Item | undefined {
    const parsed = pattern.safeParse(params);
    if (!draft || !parsed.success) return undefined;
    const item = pagesOf(draft.questionnaire)[parsed.data.place - 1];
    return pathOf(draft).find(({ id }) => id === item?.id);
  }

  /** The visit, its session kept alive; where there is none the answer says that the page has closed. */
  private async visit(request: Request, response: Response): Promise<Visit | undefined> {
    const visit = await this.visits.of(request);
    if (visit) this.sessions.keep(response, { ...visit.session, agreed: visit.draft !== undefined });
    else notice(response, 'closed');
    return visit;
  }

  private leave(response: Response): void {
    this.sessions.end(response);
    response.redirect(303, '/bye');
  }

  private async leaveUnsafe(response: Response, { session }: Visit): Promise<void> {
    await this.reportUnsafe.execute(session.surveyId);
    this.sessions.end(response);
    response.redirect(303, AWAY);
  }
}
