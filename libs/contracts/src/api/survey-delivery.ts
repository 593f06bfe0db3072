import { defineApi } from '../define-api.js';
import { episodeRoutes } from './survey-delivery/episodes.js';
import { contactRoutes } from './survey-delivery/contact.js';
import { careRoutes } from './survey-delivery/care.js';
import { ownRouteRoutes } from './survey-delivery/own-route.js';
import { oversightRoutes } from './survey-delivery/oversight.js';
import { rightsRoutes } from './survey-delivery/rights.js';
import { outsideRoutes } from './survey-delivery/outside.js';
import { problems } from './survey-delivery/common.js';

export * from './survey-delivery/episodes.js';
export * from './survey-delivery/contact.js';
export * from './survey-delivery/care.js';
export * from './survey-delivery/found-entry.js';
export * from './survey-delivery/own-route.js';
export * from './survey-delivery/oversight.js';
export * from './survey-delivery/rights.js';
export * from './survey-delivery/outside.js';
export { staffNotePattern } from './survey-delivery/common.js';

export const surveyDeliveryApi = defineApi({
  service: 'survey-delivery',
  title: 'Survey delivery',
  description: 'Who is asked, how and when: the work of Victim Support. No answer ever passes through here.',
  problems,
  routes: [
    ...episodeRoutes,
    ...contactRoutes,
    ...careRoutes,
    ...ownRouteRoutes,
    ...oversightRoutes,
    ...rightsRoutes,
    ...outsideRoutes,
  ],
});
