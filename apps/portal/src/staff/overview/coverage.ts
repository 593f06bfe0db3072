import { dispositions, type dispositionCount, type Disposition } from '@answerable/contracts';
import type { z } from 'zod';

type Count = z.infer<typeof dispositionCount>;

export interface MonthCoverage {
  month: string;
  closures: number;
  by: { disposition: Disposition; closures: number }[];
}

/** Closures by month and disposition: each row adds up to the closures registered, because each closure has exactly one. */
export function coverage(counts: readonly Count[]): MonthCoverage[] {
  const months = [...new Set(counts.map(({ month }) => month))].sort().reverse();
  return months.map((month) => {
    const own = counts.filter((count) => count.month === month);
    const sum = (those: readonly Count[]) => those.reduce((total, { closures }) => total + closures, 0);
    return {
      month,
      closures: sum(own),
      by: dispositions.map((disposition) => ({
        disposition,
        closures: sum(own.filter((count) => count.disposition === disposition)),
      })),
    };
  });
}
