import type { Type } from '@nestjs/common';
import { WorklistController } from './worklist/worklist.controller.js';

/** The journeys of Victim Support. */
export const staffControllers: Type[] = [WorklistController];
