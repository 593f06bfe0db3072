import { month } from '@answerable/contracts';
import { london } from '@answerable/service';

const SHOWN = 13;

/** The month asked for (YYYY-MM), else the last one that is over. */
export function readMonth(asked: unknown, today: string): string {
  const parsed = month.safeParse(asked);
  return parsed.success ? parsed.data : london.addMonths(today.slice(0, 7), -1);
}

/** Months to choose from, the current one first. */
export const recentMonths = (today: string): string[] =>
  Array.from({ length: SHOWN }, (_, back) => london.addMonths(today.slice(0, 7), -back));
