import { Access, CurrentPrincipal, type Principal } from '@answerable/access';
import type { EpisodeView } from '@answerable/contracts';
import { Clock, notFound } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
import { dueInWords } from '../../page/due.js';
import { formError, noErrors, readForm, refusedForm, type FieldErrors } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';
import { safeInWords, storyLine } from '../words.js';
import { taskRow } from '../worklist/task-row.js';
import { callOf, episodeActions, type EpisodeAction } from './actions.js';
import { mayDo, offered } from './offered.js';

@Controller('episodes/:episodeId')
@Access('caseworker', 'interviewer', 'vs-lead', 'safeguarding-lead')
export class EpisodeController {
  constructor(
    private readonly apis: Apis,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('episodeId') episodeId: string, @CurrentSession() session: Session, @Res() response: Response) {
    const episode = await this.episode(session, episodeId);
    const now = this.clock.now();
    renderPage(response, 'staff/episode.njk', {
      title: `Episode ${episode.reference}`,
      episode,
      notes: safeInWords(episode.safe),
      tasks: episode.tasks.map((task) => taskRow(task, now, session.principal)),
      story: [...episode.story].reverse().map((entry) => ({ ...entry, line: storyLine(entry) })),
      nextDue: episode.nextDueAt && dueInWords(new Date(episode.nextDueAt), now),
      offered: offered(episode, session.principal),
      may: mayDo(session.principal, episode),
    });
  }

  @Get('do/:action')
  async form(
    @Param('episodeId') episodeId: string,
    @Param('action') name: string,
    @Query('task') taskId: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const action = actionFor(name, session.principal);
    await this.showForm(session, response, episodeId, name, action, { task: taskId });
  }

  @Post('do/:action')
  async act(
    @Param('episodeId') episodeId: string,
    @Param('action') name: string,
    @Body() body: Record<string, unknown>,
    @CurrentPrincipal() principal: Principal,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const action = actionFor(name, principal);
    const taskId = taskIn(body.task);
    const form = readForm(action.form, body);
    const again = (status: number, errors: FieldErrors) => {
      response.status(status);
      return this.showForm(session, response, episodeId, name, action, body, errors);
    };
    if (!form.ok) return again(422, form.errors);
    const fault = action.fault?.(form.data, this.clock.today());
    if (fault) return again(422, formError(fault.field, fault.text));
    const episode = await this.episode(session, episodeId);
    const date = action.fields.find(({ kind }) => kind === 'date');
    const refused = await this.apis
      .call(session, 'survey-delivery', action.route, callOf(action, form.data, { episodeId, taskId }))
      .then(
        () => null,
        (error: unknown) => refusedForm(error, date && { 'day-out-of-reach': date.name }),
      );
    if (refused) return again(refused.status, refused.errors);
    response.redirect(
      303,
      withDone(taskId ? '/worklist' : `/episodes/${episodeId}`, action.done(form.data), episode.reference),
    );
  }

  private async showForm(
    session: Session,
    response: Response,
    episodeId: string,
    name: string,
    action: EpisodeAction,
    values: Record<string, unknown>,
    errors: FieldErrors = noErrors,
  ) {
    const episode = await this.episode(session, episodeId);
    renderPage(response, 'staff/episode-action.njk', {
      title: action.title,
      episode,
      notes: safeInWords(episode.safe),
      name,
      action,
      task: taskIn(values.task),
      values,
      errors,
    });
  }

  private episode(session: Session, episodeId: string): Promise<EpisodeView> {
    return this.apis.call<EpisodeView>(session, 'survey-delivery', 'readEpisode', { params: { episodeId } });
  }
}

/** An action that is not there, or not for this role: the same answer. */
function actionFor(name: string, principal: Principal): EpisodeAction {
  const action = Object.hasOwn(episodeActions, name) ? episodeActions[name] : undefined;
  if (!action || !action.roles.some((role) => principal.roles.includes(role))) throw notFound();
  return action;
}

const taskIn = (value: unknown): string | null =>
  typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) ? value : null;
