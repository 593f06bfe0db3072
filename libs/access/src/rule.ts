import { SetMetadata } from '@nestjs/common';
import type { Role } from '@answerable/contracts';

/** Name under which a route's rule is kept as Nest metadata. */
export const ACCESS_RULE = 'answerable:access-rule';

/** Who may call a route: some roles, or everybody (with the reason why). */
export type AccessRule = { kind: 'roles'; roles: readonly Role[] } | { kind: 'public'; reason: string };

const rule = (value: AccessRule) => SetMetadata(ACCESS_RULE, value);

/** Lets signed-in principals with at least one of these roles call the route (or every route of the controller). */
export const Access = (first: Role, ...others: Role[]) => rule({ kind: 'roles', roles: [first, ...others] });

/** Opens the route to everybody; the reason is printed in the access matrix, so that each open door is explained. */
export const Public = (reason: string) => rule({ kind: 'public', reason });
