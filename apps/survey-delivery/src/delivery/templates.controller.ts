import { CONFIG } from '@answerable/service';
import { Controller, Inject } from '@nestjs/common';
import { ApiRoute } from '../api-route.js';
import type { Config } from '../config.js';
import { lockScreen, templates } from './templates.js';

/** Every message in use, as it looks on a lock screen. */
@Controller()
export class TemplatesController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @ApiRoute('listTemplates')
  list() {
    const { SURVEY_URL, SMTP_FROM, MESSAGE_SENDER, MESSAGE_TELEPHONE } = this.config;
    const shownValues = {
      from: SMTP_FROM,
      link: `${SURVEY_URL}/l/…`,
      code: 'ABCD-EFGH-JKMN',
      sender: MESSAGE_SENDER,
      site: SURVEY_URL,
      telephone: MESSAGE_TELEPHONE,
    };
    return {
      templates: templates.map((t) => ({
        template: t.name,
        version: t.version,
        channel: t.channel,
        language: t.language,
        reviewed: t.reviewed,
        lockScreen: lockScreen(t, shownValues),
        text: t.subject ? `${t.subject}\n\n${t.body}` : t.body,
      })),
    };
  }
}
