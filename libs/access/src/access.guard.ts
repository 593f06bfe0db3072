import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { noSuchRoute, roleMissing, signInRequired, signInUnavailable, tokenRefused } from './access.problems.js';
import { KeycloakTokens, type TokenFault } from './keycloak-tokens.js';
import type { Principal } from './principal.js';
import { ACCESS_RULE, type AccessRule } from './rule.js';

export const ACCESS_OPTIONS = Symbol('access options');

export interface AccessOptions {
  /** Address of the realm, as in the `iss` claim: `https://host/realms/name`. */
  issuer: string;
  /** Name of this service in the `aud` claim. */
  audience: string;
  /** `bearer` (default): the token in the Authorization header. `session`: a middleware has set `request.principal`. */
  identity?: 'bearer' | 'session';
}

/**
 * A sender knows what its own token says, when it ends and whom it is for: being told gives nothing away. Whether it is forged, of
 * another realm or no access token is one answer: how it was found out is no help but to whoever tries.
 */
const faultsInWords: Readonly<Record<TokenFault, string>> = {
  expired: 'It has expired. Obtain a new one.',
  'for-another-service': 'It is not meant for this service. Obtain one whose audience is this service.',
  'not-ours': 'It is no access token of our realm. Obtain one there.',
};

/** Guards every HTTP route of a service by its declared rule; a route without one is refused (and stops the start). */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
    private readonly tokens: KeycloakTokens,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!rule) throw noSuchRoute('No access rule is declared for this route.');
    if (rule.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const principal = await this.identify(request, context.switchToHttp().getResponse<Response>());
    request.principal = principal;
    if (!rule.roles.some((role) => principal.roles.includes(role))) {
      throw roleMissing(`This needs one of the roles: ${rule.roles.join(', ')}.`);
    }
    return true;
  }

  private async identify(request: Request, response: Response): Promise<Principal> {
    if (this.options.identity === 'session') {
      if (!request.principal) throw signInRequired('You are not signed in, or your session has ended.');
      return request.principal;
    }
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (!token) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      throw signInRequired('Send an access token in the Authorization header.');
    }
    const verdict = await this.tokens.verify(token);
    if (verdict.kind === 'valid') return verdict.principal;
    if (verdict.kind === 'unavailable') throw signInUnavailable('Try again in a moment. Nothing was changed.');
    const detail = faultsInWords[verdict.fault];
    response.setHeader('WWW-Authenticate', `Bearer error="invalid_token", error_description="${detail}"`);
    throw tokenRefused(detail);
  }
}
