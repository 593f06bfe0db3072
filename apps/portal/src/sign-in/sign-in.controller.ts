import { Access, pendingSignIn, Public, SignIn } from '@answerable/access';
import { roles } from '@answerable/contracts';
import { CONFIG, Problem } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { PortalConfig } from '../config.js';
import { Cookies } from './cookies.js';
import { holdsTyped, KeptForms } from './kept-forms.js';
import { returnPath } from './return-path.js';
import { seal, unseal } from './sealed.js';
import { Sessions } from './sessions.js';

const tenMinutes = 600_000;
const remembered = z.strictObject({ pending: pendingSignIn, returnTo: z.string(), until: z.number() });

@Controller()
export class SignInController {
  constructor(
    @Inject(CONFIG) private readonly config: PortalConfig,
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    private readonly keptForms: KeptForms,
    private readonly cookies: Cookies,
  ) {}

  @Get('sign-in')
  @Public('whoever is not signed in begins here')
  async begin(@Query('return') asked: unknown, @Query('fresh') fresh: unknown, @Res() response: Response) {
    const { url, pending } = await this.signIn.begin({ fresh: fresh === '1' });
    const text = JSON.stringify({ pending, returnTo: returnPath(asked), until: Date.now() + tenMinutes });
    this.cookies.set(response, 'sign-in', seal(this.config.SESSION_KEY, '', 'sign-in', text), tenMinutes);
    response.redirect(303, url);
  }

  @Get('sign-in/callback')
  @Public('Keycloak sends the browser back here; the code is worth nothing without the sealed cookie')
  async complete(@Req() request: Request, @Res() response: Response) {
    const known = this.remembered(request);
    this.cookies.clear(response, 'sign-in');
    const query = request.originalUrl.split('?')[1] ?? '';
    const signedIn = known && (await this.signIn.complete(query, known.pending));
    if (!known || !signedIn) {
      response.status(400);
      return renderPage(response, 'sign-in/not-finished.njk', { title: 'Signing in was not finished' });
    }
    await this.sessions.start(request, response, signedIn);
    response.redirect(303, this.keptForms.isWaiting(request) ? '/kept-form' : known.returnTo);
  }

  @Post('sign-out')
  @Public('a session that has ended can still be signed out at Keycloak')
  async end(@Req() request: Request, @Res() response: Response) {
    const url = request.session ? await this.signIn.signOutUrl(request.session.tokens.id) : '/signed-out';
    await this.sessions.end(request, response);
    response.redirect(303, url);
  }

  @Get('signed-out')
  @Public('seen after signing out')
  signedOut(@Res() response: Response) {
    renderPage(response, 'sign-in/signed-out.njk', { title: 'You are signed out' });
  }

  @Post('back-channel-logout')
  @Public('Keycloak proves itself by a signed logout token')
  async endedElsewhere(@Body('logout_token') token: unknown, @Res() response: Response) {
    const ended = typeof token === 'string' ? await this.signIn.endedSession(token) : undefined;
    if (!ended)
      throw new Problem({ code: 'logout-token-refused', status: 400, title: 'The logout token was not accepted' });
    await this.sessions.endAllOf(ended);
    response.setHeader('Cache-Control', 'no-store');
    response.status(200).end();
  }

  @Get('kept-form')
  @Access(...roles)
  async kept(@Req() request: Request, @Res() response: Response) {
    const form = await this.keptForms.take(request, response);
    if (!form) return response.redirect(303, '/');
    renderPage(response, 'sign-in/kept-form.njk', {
      title: 'Nothing you typed is lost',
      ...shown(form.fields),
      path: form.path,
      editable: holdsTyped(form.fields),
      refused: form.why === 'refused',
    });
  }

  @Post('kept-form/discard')
  @Access(...roles)
  async discard(@Req() request: Request, @Res() response: Response) {
    await this.keptForms.forget(request, response);
    response.redirect(303, '/');
  }

  private remembered(request: Request) {
    const sealed = this.cookies.read(request, 'sign-in');
    const text = sealed && unseal(this.config.SESSION_KEY, '', 'sign-in', sealed);
    const parsed = text ? remembered.safeParse(JSON.parse(text)) : undefined;
    return parsed?.success && parsed.data.until > Date.now() ? parsed.data : undefined;
  }
}

/** Every field goes back as it came; those a person typed or chose are shown too. */
function shown(fields: Record<string, string | string[]>) {
  const hidden = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one })));
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-/;
  const visible = hidden
    .filter(({ value }) => value !== '' && !uuid.test(value))
    .map(({ name, value }) => ({
      label: inWords(name),
      value: /^[a-z]+(-[a-z]+)*$/.test(value) ? inWords(value) : value,
    }));
  return { hidden, visible };
}

const inWords = (name: string) =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_]/g, ' ')
    .toLowerCase()
    .replace(/^./, (first) => first.toUpperCase());
