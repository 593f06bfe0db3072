import type { Principal } from '@answerable/access';
import { z } from 'zod';

/** A seat's office and the term for which it reads: dated configuration. A successor is a further entry for the same seat. */
export const seatTerms = z.array(
  z.strictObject({
    seat: z.string(),
    office: z.string(),
    email: z.email(),
    from: z.iso.date(),
    until: z.iso.date().nullable(),
  }),
);
export type SeatTerm = z.infer<typeof seatTerms>[number];

export const mostDelegates = 10;

/** The term that runs on a day; none between dissolution and the next poll. Pure. */
export function termOn(terms: readonly SeatTerm[], seat: string, today: string): SeatTerm | null {
  return (
    terms.find((each) => each.seat === seat && each.from <= today && (each.until === null || today <= each.until)) ??
    null
  );
}

/** Whose term ran when: people of an office whose own term has ended do not read on under the successor's. Pure. */
export function seatOf(principal: Principal, terms: readonly SeatTerm[], today: string): SeatTerm | null {
  if (!principal.seat) return null;
  const { from, until } = principal.seatTerm ?? {};
  if ((from && today < from) || (until && until < today)) return null;
  return termOn(terms, principal.seat, today);
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
