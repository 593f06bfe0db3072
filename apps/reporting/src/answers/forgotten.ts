import { ANSWERS_KEPT_MONTHS } from '@answerable/contracts';
import { london } from '@answerable/service';
import { halfName, yearName } from './fact.js';

/** The last period of each length whose answers are no longer kept in a month, and the last month of arrival. */
export interface Forgotten {
  readonly month: string;
  readonly halfYear: string;
  readonly year: string;
  readonly arrived: string;
}

/** A period goes with the first of its months. What came sealed held answers of up to a year before. Pure. */
export function forgottenIn(month: string): Forgotten {
  const last = london.addMonths(month, -ANSWERS_KEPT_MONTHS);
  return { month: last, halfYear: halfName(last), year: yearName(last), arrived: london.addMonths(last, 12) };
}
