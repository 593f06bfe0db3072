import type { Principal } from '@answerable/access';

/** A member of staff, as stories and audits name them. */
export interface Person {
  subject: string;
  name: string;
}
export const personOf = ({ subject, name }: Principal): Person => ({ subject, name });

/** Who is named where nobody of the staff did it. */
export const SYSTEM: Person = { subject: 'system', name: 'system' };
