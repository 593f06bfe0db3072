import type { Principal } from '@answerable/access';
import { z } from 'zod';

/** A seat's office and the term for which it reads: dated configuration. A successor is a further entry for the same seat. */
export const seatTerms = z
  .array(
    z.strictObject({
      seat: z.string(),
      office: z.string(),
      email: z.email(),
      from: z.iso.date(),
      until: z.iso.date().nullable(),
    }),
  )
  .refine(
    (terms) =>
      terms.every((one) => terms.every((other) => one === other || one.seat !== other.seat || apart(one, other))),
    'two terms of one seat overlap',
  );
export type SeatTerm = z.infer<typeof seatTerms>[number];

interface Days {
  readonly from: string;
  readonly until: string | null;
}
const endsBefore = (one: Days, other: Days): boolean => one.until !== null && one.until < other.from;
const apart = (one: Days, other: Days): boolean => endsBefore(one, other) || endsBefore(other, one);

export const mostDelegates = 10;

/** The term that runs on a day; none between dissolution and the next poll. Pure. */
export function termOn(terms: readonly SeatTerm[], seat: string, today: string): SeatTerm | null {
  return (
    terms.find((each) => each.seat === seat && each.from <= today && (each.until === null || today <= each.until)) ??
    null
  );
}

/**
 * The running term, for an account that was made in it: people of an office whose own term has ended do not read on under the
 * successor's, whether or not somebody remembered to write an end into their account. Pure.
 */
export function seatOf({ seat, seatTerm }: Principal, terms: readonly SeatTerm[], today: string): SeatTerm | null {
  if (!seat || !seatTerm || today < seatTerm.from || (seatTerm.until && seatTerm.until < today)) return null;
  const term = termOn(terms, seat, today);
  return term && term.from <= seatTerm.from ? term : null;
}

/** The running term of an office that named this person; what an office before named ended with its own term. Pure. */
export function delegatedTerm(
  named: readonly { readonly seat: string; readonly addedOn: string }[],
  terms: readonly SeatTerm[],
  today: string,
): SeatTerm | null {
  for (const { seat, addedOn } of named) {
    const term = termOn(terms, seat, today);
    if (term && term.from <= addedOn) return term;
  }
  return null;
}
