export { AccessModule } from './access.module.js';
export type { AccessOptions } from './access.guard.js';
export { ACCESS_RULE, Access, Public, TestOnly, type AccessRule } from './rule.js';
export { CurrentPrincipal, holdsSeat, principalFromClaims, type Principal } from './principal.js';
export { KeycloakTokens, type TokenVerdict } from './keycloak-tokens.js';
export { routeRules, type RouteRule } from './route-rules.js';
