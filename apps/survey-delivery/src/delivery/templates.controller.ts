import { Controller } from '@nestjs/common';
import { ApiRoute } from '../api-route.js';
import { lockScreen, templates } from './templates.js';

const shownValues = {
  link: 'https://…/l/…',
  code: 'ABCD-EFGH-JKMN',
  sender: 'Sam',
  site: 'https://…',
  telephone: '0808 000 0000',
};

/** Every message in use, as it looks on a lock screen. */
@Controller()
export class TemplatesController {
  @ApiRoute('listTemplates')
  list() {
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
