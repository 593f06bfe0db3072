import { Access } from '@answerable/access';
import type { deliveryStateChange, DeliveryChannel, Language } from '@answerable/contracts';
import { renderPage } from '@answerable/web';
import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';

interface Template {
  template: string;
  version: number;
  channel: DeliveryChannel;
  language: Language;
  reviewed: boolean;
  lockScreen: string;
  text: string;
}
interface Reads {
  reads: { at: string; person: { name: string }; purpose: string; reference: string | null }[];
  next: string | null;
}
interface Changes {
  changes: z.infer<typeof deliveryStateChange>[];
}
interface Keys {
  keys: {
    kid: string;
    activeFrom: string;
    retiredOn: string | null;
    destroyedAt: string | null;
    contacts: number;
    proof: string | null;
  }[];
}

/** What can be looked up but not changed: the messages we send, who opened which contact, and the keys of the vault. */
@Controller()
export class OversightController {
  constructor(private readonly apis: Apis) {}

  @Get('templates')
  @Access('caseworker', 'interviewer', 'vs-lead', 'safeguarding-lead', 'auditor')
  async templates(@CurrentSession() session: Session, @Res() response: Response) {
    const { templates } = await this.apis.call<{ templates: Template[] }>(session, 'survey-delivery', 'listTemplates');
    const languages = [...new Set(templates.map(({ language }) => language))];
    renderPage(response, 'staff/templates.njk', {
      title: 'Messages we send',
      groups: languages.map((language) => ({
        language,
        templates: templates.filter((one) => one.language === language),
      })),
    });
  }

  @Get('vault-reads')
  @Access('vs-lead', 'auditor')
  async reads(@Query('after') after: unknown, @CurrentSession() session: Session, @Res() response: Response) {
    const page = await this.apis.call<Reads>(session, 'survey-delivery', 'listVaultReads', {
      query: { after: typeof after === 'string' ? after : undefined, limit: 50 },
    });
    renderPage(response, 'staff/vault-reads.njk', { title: 'Who opened contact details', ...page });
  }

  @Get('pauses')
  @Access('vs-lead', 'safeguarding-lead', 'auditor')
  async pauses(@CurrentSession() session: Session, @Res() response: Response) {
    const { changes } = await this.apis.call<Changes>(session, 'survey-delivery', 'listDeliveryStateChanges');
    renderPage(response, 'staff/pauses.njk', { title: 'Who paused everything', changes });
  }

  @Get('vault-keys')
  @Access('operator', 'auditor')
  async keys(@CurrentSession() session: Session, @Res() response: Response) {
    const { keys } = await this.apis.call<Keys>(session, 'survey-delivery', 'listVaultKeys');
    renderPage(response, 'staff/vault-keys.njk', { title: 'Keys of the vault', keys });
  }
}
