import { dayInWords } from '../day-in-words.js';
import { deliveryProblem } from '../problems.js';

/** Throws day-out-of-reach where a day that staff chose lies outside; both ends are included. `act`: what is to be done on it. */
export function assertWithin(day: string, from: string, to: string, act: string): void {
  if (day >= from && day <= to) return;
  throw deliveryProblem(
    'day-out-of-reach',
    `Choose a day from ${dayInWords(from)} to ${dayInWords(to)} on which to ${act}.`,
  );
}
