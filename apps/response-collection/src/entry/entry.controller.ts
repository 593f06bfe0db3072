import { Public } from '@answerable/access';
import { surveyCodeInput } from '@answerable/contracts';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { readCookie } from '@answerable/web';
import { languages } from '@answerable/questionnaire';
import { CONFIG } from '@answerable/service';
import type { Config } from '../config.js';
import { sha256 } from '../keys/crypto.js';
import { show, textsFor } from '../pages/page.js';
import { Guesses } from './guesses.js';
import { OpenSurvey, type Opened } from './open-survey.js';
import { Sessions } from './session.js';

// However long, it is a wrong one like any other: another page would say that its form alone was looked at.
const input = z.string().optional().catch(undefined);
const typed = z.object({ code: input, word: input });
const handed = z.object({ handover: z.string().catch('') });

/**
 * The ways in. The landing page is the same for every token and changes nothing: programs open links in messages. It says
 * nothing of police or offences.
 */
@Controller()
@Public('Landing pages for link and letter code, and the handover of a telephone interview')
export class EntryController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly openSurvey: OpenSurvey,
    private readonly sessions: Sessions,
    private readonly guesses: Guesses,
  ) {}

  @Get()
  enterCode(@Res() response: Response): void {
    show(response, 'entry', { by: 'code', action: '/' });
  }

  @Post()
  @HttpCode(200)
  async openByCode(
    @Req() request: Request,
    @Res() response: Response,
    @Body({ schema: typed }) { code }: z.infer<typeof typed>,
  ): Promise<void> {
    const page = { by: 'code', action: '/' };
    if (!code?.trim()) return show(response, 'entry', { ...page, fault: textsFor(response).faults['enter-code'] });
    await this.attempt(request, response, page, sha256(surveyCodeInput(code)), () => this.openSurvey.byCode(code));
  }

  @Get('l/:token')
  landing(@Param('token') token: string, @Res() response: Response): void {
    show(response, 'entry', { by: 'word', action: `/l/${encodeURIComponent(token)}` });
  }

  @Post('l/:token')
  @HttpCode(200)
  async openByLink(
    @Req() request: Request,
    @Res() response: Response,
    @Param('token') token: string,
    @Body({ schema: typed }) { word }: z.infer<typeof typed>,
  ): Promise<void> {
    const page = { by: 'word', action: `/l/${encodeURIComponent(token)}` };
    if (!word?.trim()) return show(response, 'entry', { ...page, fault: textsFor(response).faults['enter-word'] });
    await this.attempt(request, response, page, sha256(token), () => this.openSurvey.byLink(token, word));
  }

  @Post('interview')
  @HttpCode(200)
  async openByHandover(
    @Req() request: Request,
    @Res() response: Response,
    @Body({ schema: handed }) { handover }: z.infer<typeof handed>,
  ): Promise<void> {
    await this.attempt(request, response, { by: 'code', action: '/' }, sha256(handover), () =>
      this.openSurvey.byHandover(handover),
    );
  }

  private async attempt(
    request: Request,
    response: Response,
    page: Record<string, unknown>,
    way: Buffer,
    open: () => Promise<Opened | undefined>,
  ): Promise<void> {
    const opened = await this.guesses.inTurn(request.ip ?? '', way.toString('hex'), open);
    if (opened === 'busy') return show(response.status(429), 'entry', { ...page, busy: true });
    if (!opened) return show(response, 'entry', { ...page, failed: true });
    this.sessions.keep(response, opened.session);
    // In an interviewer's browser the cookie may be of the person before.
    if (opened.session.way === 'handover' || !readCookie(request, 'lang')) this.speak(response, opened.language);
    response.redirect(303, '/start');
  }

  /** Her language as agreed on the telephone, unless she chose one on the page. */
  private speak(response: Response, language: string): void {
    if (!Object.hasOwn(languages, language)) return;
    response.cookie('lang', language, {
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.PUBLIC_URL.startsWith('https:'),
      path: '/',
    });
  }
}
