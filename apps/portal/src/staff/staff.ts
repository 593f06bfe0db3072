import type { Type } from '@nestjs/common';

/** The journeys of Victim Support. */
export const staffControllers: Type[] = [];
