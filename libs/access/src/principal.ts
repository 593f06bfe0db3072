import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { roles, type Role } from '@answerable/contracts';

/** Who is calling, as Keycloak vouches for it. */
export interface Principal {
  /** Keycloak's stable id of the person or client. */
  subject: string;
  /** Name as shown to colleagues; the user name where no name is kept. */
  name: string;
  /** Name under which a person signs in; absent for machines. */
  username?: string;
  roles: Role[];
  /** Two-digit force code, for police roles. */
  force?: string;
  /** Constituency code (GSS) of the seat this office works for. */
  seat?: string;
  /** First and, once known, last day (Europe/London, YYYY-MM-DD) of the term for which this account was made. */
  seatTerm?: { from: string; until?: string };
  organisation?: string;
  clientId: string;
  /** When the person last proved who they are, seconds since 1970; absent for machines. */
  authTime?: number;
  /** Keycloak's session, for signing out everywhere. */
  sessionId?: string;
}

// A user attribute with a mapper may come as a value or as a list of one.
const single = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value[0] : value))
  .optional();

// A day that cannot be read is no open end: the whole token is refused.
const day = z.iso.date().optional();

const claims = z.object({
  sub: z.string().min(1),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  realm_access: z.object({ roles: z.array(z.string()) }).optional(),
  force: single,
  seat: single,
  seat_from: single.pipe(day),
  seat_until: single.pipe(day),
  organisation: single,
  azp: z.string().optional(),
  auth_time: z.number().optional(),
  sid: z.string().optional(),
});

/** Turns the claims of a verified access token into a principal; undefined when they are not those of our realm. */
export function principalFromClaims(content: unknown): Principal | undefined {
  const parsed = claims.safeParse(content);
  if (!parsed.success) return undefined;
  const c = parsed.data;
  const granted = new Set(c.realm_access?.roles ?? []);
  return {
    subject: c.sub,
    name: c.name ?? c.preferred_username ?? c.azp ?? c.sub,
    roles: roles.filter((role) => granted.has(role)),
    clientId: c.azp ?? '',
    ...(c.preferred_username && { username: c.preferred_username }),
    ...(c.force && { force: c.force }),
    ...(c.seat && { seat: c.seat }),
    ...(c.seat_from && { seatTerm: { from: c.seat_from, ...(c.seat_until && { until: c.seat_until }) } }),
    ...(c.organisation && { organisation: c.organisation }),
    ...(c.auth_time && { authTime: c.auth_time }),
    ...(c.sid && { sessionId: c.sid }),
  };
}

declare module 'express-serve-static-core' {
  interface Request {
    principal?: Principal;
  }
}

/** The caller of a route that has an `@Access` rule; on a public route undefined unless a valid token was sent. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<Request>().principal,
);
