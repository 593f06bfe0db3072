import type { Type } from '@nestjs/common';

/** The journeys of MPs' offices, police and auditors. */
export const readersControllers: Type[] = [];
