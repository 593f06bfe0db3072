import type { Principal, Tokens } from '@answerable/access';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** A signed-in browser: who it is and the person's own tokens, with which the portal calls the APIs. */
export interface Session {
  principal: Principal;
  tokens: Tokens;
}

/** Ends after half an hour without a request, and ten hours after sign-in at the latest; machine time. */
const idleMs = 30 * 60_000;
const longestMs = 10 * 3_600_000;
/** Whose session it was is remembered this long, so that a form typed in it can be given back. */
export const rememberedMs = 24 * 3_600_000;

export const isOver = (row: { started_at: Date; seen_at: Date }, now: number): boolean =>
  now - row.seen_at.getTime() > idleMs || now - row.started_at.getTime() > longestMs;

declare module 'express-serve-static-core' {
  interface Request {
    session?: Session;
    /** Whose session this browser had last, also when it has ended. */
    lastSubject?: string;
  }
}

/** The session of the caller; on routes with an `@Access` rule it is always there. */
export const CurrentSession = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<Request>().session,
);
