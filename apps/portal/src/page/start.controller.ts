import { Access, CurrentPrincipal, type Principal } from '@answerable/access';
import { roles } from '@answerable/contracts';
import { CONFIG, notFound } from '@answerable/service';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { PortalConfig } from '../config.js';
import { navigationFor } from './navigation.js';

@Controller()
export class StartController {
  constructor(@Inject(CONFIG) private readonly config: PortalConfig) {}

  @Get()
  @Access(...roles)
  start(@CurrentPrincipal() principal: Principal, @Res() response: Response) {
    const [first] = navigationFor(this.config.PORTAL, principal, '/');
    if (!first) throw notFound();
    response.redirect(303, first.href);
  }
}
