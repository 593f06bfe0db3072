import { Public } from '@answerable/access';
import { isolated } from '@answerable/questionnaire';
import { CONFIG } from '@answerable/service';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Config } from '../config.js';
import { controllerOf } from '../controller.js';
import { Sessions } from '../entry/session.js';
import { notice, show } from './page.js';

/** Pages that need no session, and the way out. */
@Controller()
@Public('What anybody may read before, while and after answering')
export class InformationController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sessions: Sessions,
  ) {}

  @Get('privacy')
  privacy(@Req() request: Request, @Res() response: Response): void {
    const { name, contact, officer, basis } = controllerOf(this.config);
    const said = { controller: name, contact, officer, basis, phone: this.config.SURVEY_PHONE };
    const who = Object.fromEntries(Object.entries(said).map(([place, value]) => [place, isolated(value)]));
    show(response, 'privacy', { ...this.sessions.beside(request, response), neutral: false, who });
  }

  @Get('help')
  help(@Req() request: Request, @Res() response: Response): void {
    const running = this.sessions.beside(request, response);
    show(response, 'help', { ...running, neutral: !running.running });
  }

  @Get('languages')
  languages(@Req() request: Request, @Res() response: Response): void {
    show(response, 'languages', this.sessions.beside(request, response));
  }

  /** Ends the session first, so that going back shows a closed page; then another site altogether. */
  @Get('leave')
  leave(@Res() response: Response): void {
    this.sessions.leave(response);
    response.redirect(303, this.config.EXIT_URL);
  }

  @Get('bye')
  bye(@Res() response: Response, @Query('away') away: unknown): void {
    this.sessions.leave(response);
    if (away !== undefined) response.setHeader('Refresh', `0;url=${this.config.EXIT_URL}`);
    notice(response, 'bye');
  }
}
