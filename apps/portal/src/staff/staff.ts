import type { Type } from '@nestjs/common';
import { ContactController } from './contact/contact.controller.js';
import { EpisodeController } from './episode/episode.controller.js';
import { InterviewController } from './interview/interview.controller.js';
import { WorklistController } from './worklist/worklist.controller.js';

/** The journeys of Victim Support. */
export const staffControllers: Type[] = [WorklistController, EpisodeController, ContactController, InterviewController];
