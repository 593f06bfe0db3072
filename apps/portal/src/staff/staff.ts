import type { Type } from '@nestjs/common';
import { ApprovalController } from './approval/approval.controller.js';
import { CallBacksController } from './call-backs/call-backs.controller.js';
import { ContactController } from './contact/contact.controller.js';
import { EpisodeController } from './episode/episode.controller.js';
import { FindController } from './find/find.controller.js';
import { InterviewController } from './interview/interview.controller.js';
import { MessagesController } from './messages/messages.controller.js';
import { OversightController } from './oversight/oversight.controller.js';
import { OverviewController } from './overview/overview.controller.js';
import { OwnRouteController } from './own-route/own-route.controller.js';
import { PauseController } from './pause/pause.controller.js';
import { RequestsController } from './requests/requests.controller.js';
import { SafeguardingController } from './safeguarding/safeguarding.controller.js';
import { SettingsController } from './settings/settings.controller.js';
import { WorklistController } from './worklist/worklist.controller.js';

/** The journeys of Victim Support. */
export const staffControllers: Type[] = [
  WorklistController,
  FindController,
  EpisodeController,
  ContactController,
  InterviewController,
  CallBacksController,
  SafeguardingController,
  OwnRouteController,
  OverviewController,
  PauseController,
  SettingsController,
  RequestsController,
  MessagesController,
  ApprovalController,
  OversightController,
];
