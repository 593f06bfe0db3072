export { AccessModule } from './access.module.js';
export type { AccessOptions } from './access.guard.js';
export { routesOf } from './routes-of.js';
export { ACCESS_RULE, Access, Public, type AccessRule } from './rule.js';
export { CurrentPrincipal, principalFromClaims, type Principal } from './principal.js';
export { KeycloakTokens, type TokenVerdict } from './keycloak-tokens.js';
export { contractedDoors, mountedDoors, routeRules, type RouteRule } from './route-rules.js';
export {
  SignIn,
  pendingSignIn,
  type PendingSignIn,
  type SignedIn,
  type SignInOptions,
  type Tokens,
} from './sign-in.js';
export { signInRequired, signInUnavailable } from './access.problems.js';
