import type { Principal } from '@answerable/access';

/** A member of staff, as stories and audits name them. */
export interface Person {
  subject: string;
  name: string;
}
export const personOf = ({ subject, name }: Principal): Person => ({ subject, name });
