import type { Principal } from '@answerable/access';
import { intakeProblem } from '../case-events/case-events.problems.js';

/** The force whose feed this principal may touch: its own, and no other. */
export function forceOf(principal: Principal): string {
  if (!principal.force) throw intakeProblem('force-claim-missing');
  return principal.force;
}

/** The same 404 whether there is no such source or it belongs to another force. */
export function ownSource(source: string | undefined, force: string): string | undefined {
  if (source !== undefined && !source.startsWith(`/forces/${force}/`)) throw intakeProblem('nothing-here');
  return source;
}
