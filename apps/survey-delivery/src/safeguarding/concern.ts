import type { safeguardingRisk } from '@answerable/contracts';
import type { z } from 'zod';
import { endOfWorkingDay } from '../delivery/contact-hours.js';

export type Risk = z.infer<typeof safeguardingRisk>;

const HOUR_MS = 3_600_000;

/** The clock of a concern: a life within the hour, a child within four, the rest by the end of the next working day. */
const within: Readonly<Record<Risk, (now: Date, today: string) => Date>> = {
  life: (now) => new Date(now.getTime() + HOUR_MS),
  child: (now) => new Date(now.getTime() + 4 * HOUR_MS),
  domestic: (_, today) => endOfWorkingDay(today, 1),
  other: (_, today) => endOfWorkingDay(today, 1),
};
export const concernDueAt = (risk: Risk, now: Date, today: string): Date => within[risk](now, today);
