import { Access } from '@answerable/access';
import type { EpisodeState, ownRouteEntry, ownRouteForm, possibleCase } from '@answerable/contracts';
import { Clock } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
import { dueInWords } from '../../page/due.js';
import { noErrors, readForm, refusedForm, type FieldErrors } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';
import { birthDateMissing, identityFields, identityMissing, saysBirthDate } from '../identity.js';

interface Opened {
  form: z.infer<typeof ownRouteForm>;
  candidates: { episodeId: string; reference: string; state: EpisodeState; cueMonth: string }[];
  counted: boolean;
}

type Case = z.infer<typeof possibleCase>;
type Entry = z.infer<typeof ownRouteEntry>;
const listed = z.object({
  state: z.enum(['waiting', 'dealt-with']).catch('waiting'),
  after: z.string().max(200).optional().catch(undefined),
});
/** That the police did not tell us is said only after a search. */
const unsearched = { 'not-possible-now': 'search' };

const searchForm = z.object({
  search: z.string('Write a reference, a unit or a month').trim().min(1).max(60, 'Use at most 60 characters'),
});
const eraseForm = z.object({ neverAgain: z.literal('yes', 'Choose again').optional() });
const isHers = (result: string) => result.startsWith('matched:') || result.startsWith('case:');
/** Anybody may write to the page: a case is hers once somebody made sure that it is she. */
export const verifyForm = z
  .object({
    result: z.union(
      [
        z.enum(['not-told-about', 'another-person', 'same-person', 'not-verified', 'abuse']),
        z.templateLiteral(['matched:', z.uuid()]),
        z.templateLiteral(['case:', z.string().min(1)]),
      ],
      'Choose what you found out',
    ),
    ...identityFields,
  })
  .refine(({ result, identity }) => !isHers(result) || identity, identityMissing)
  .refine((f) => !isHers(f.result) || saysBirthDate(f), birthDateMissing);
type Verified = z.infer<typeof verifyForm>;

export function verificationOf({ result, identity, birthDate }: Verified): object {
  const [kind, found] = [result.split(':')[0], result.slice(result.indexOf(':') + 1)];
  if (kind === 'matched') return { result: kind, episodeId: found, identity, birthDate };
  if (kind === 'case') return { result: 'matched-case', caseKey: found, identity, birthDate };
  return result === 'another-person' ? { result: 'not-told-about', anotherPerson: true } : { result };
}

/** "My case was closed and nobody asked me": a person verifies each before it counts. */
@Controller('nobody-asked-me')
@Access('caseworker', 'vs-lead')
export class OwnRouteController {
  constructor(
    private readonly apis: Apis,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Query() query: Record<string, unknown>, @CurrentSession() session: Session, @Res() response: Response) {
    const { state, after } = listed.parse(query);
    const { entries, next } = await this.apis.call<{ entries: Entry[]; next: string | null }>(
      session,
      'survey-delivery',
      'listOwnRoute',
      { query: { state, after } },
    );
    const now = this.clock.now();
    renderPage(response, 'staff/own-route.njk', {
      title: 'Nobody asked me',
      entries: entries.map((e) => ({
        ...e,
        due: e.dueAt && dueInWords(new Date(e.dueAt), now),
        mine: e.claimedBy?.subject === session.principal.subject,
      })),
      next,
      state,
      isLead: session.principal.roles.includes('vs-lead'),
    });
  }

  @Post(':id/not-reached')
  async notReached(@Param('id') id: string, @CurrentSession() session: Session, @Res() response: Response) {
    await this.apis.call(session, 'survey-delivery', 'notReachedOwnRoute', { params: { id } });
    response.redirect(303, withDone('/nobody-asked-me', 'own-route-not-reached'));
  }

  @Post(':id/open')
  async open(@Param('id') id: string, @CurrentSession() session: Session, @Res() response: Response) {
    await this.show(session, response, id);
  }

  @Post(':id/verify')
  async verify(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const again = async (status: number, errors: FieldErrors) => {
      response.status(status);
      const looked = readForm(searchForm, body);
      const cases = looked.ok ? await this.cases(session, id, looked.data) : null;
      await this.show(session, response, id, errors, cases, body as object);
    };
    const form = readForm(verifyForm, body);
    if (!form.ok) return again(422, form.errors);
    const notToldAbout = form.data.result === 'not-told-about' || form.data.result === 'another-person';
    const fields = { 'identity-not-checked': 'birthDate', ...(notToldAbout && unsearched) };
    const refused = await this.apis
      .call(session, 'survey-delivery', 'verifyOwnRoute', { params: { id }, body: verificationOf(form.data) })
      .then(
        () => null,
        (error: unknown) => refusedForm(error, fields),
      );
    if (refused) return again(refused.status, refused.errors);
    response.redirect(303, withDone('/nobody-asked-me', 'own-route'));
  }

  @Post(':id/erase')
  async erase(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(eraseForm, body);
    if (!form.ok) {
      response.status(422);
      return this.show(session, response, id, form.errors, null, body as object);
    }
    await this.apis.call(session, 'survey-delivery', 'eraseOwnRoute', {
      params: { id },
      body: { neverAgain: form.data.neverAgain === 'yes' },
    });
    response.redirect(303, withDone('/nobody-asked-me', 'own-route-erased'));
  }

  @Post(':id/reopen')
  @Access('vs-lead')
  async reopen(@Param('id') id: string, @CurrentSession() session: Session, @Res() response: Response) {
    await this.apis.call(session, 'survey-delivery', 'reopenOwnRoute', { params: { id } });
    response.redirect(303, withDone('/nobody-asked-me', 'own-route-reopened'));
  }

  @Post(':id/search')
  async search(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentSession() session: Session,
    @Res() response: Response,
  ) {
    const form = readForm(searchForm, body);
    if (!form.ok) {
      response.status(422);
      return this.show(session, response, id, form.errors, null, body as object);
    }
    await this.show(session, response, id, noErrors, await this.cases(session, id, form.data), form.data);
  }

  private async cases(session: Session, id: string, search: z.infer<typeof searchForm>): Promise<Case[]> {
    const found = await this.apis.call<{ cases: Case[] }>(session, 'survey-delivery', 'searchOwnRoute', {
      params: { id },
      body: search,
    });
    return found.cases;
  }

  private async show(
    session: Session,
    response: Response,
    id: string,
    errors: FieldErrors = noErrors,
    cases: Case[] | null = null,
    values: object = {},
  ) {
    const opened = await this.apis.call<Opened>(session, 'survey-delivery', 'openOwnRoute', { params: { id } });
    renderPage(response, 'staff/own-route-entry.njk', {
      title: 'What she wrote',
      id,
      ...opened,
      cases,
      values,
      errors,
    });
  }
}
