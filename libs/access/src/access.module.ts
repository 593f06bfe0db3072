import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { ACCESS_OPTIONS, AccessGuard, type AccessOptions } from './access.guard.js';
import { KeycloakTokens } from './keycloak-tokens.js';
import { RouteRules } from './route-rules.js';

/** Deny by default: guards every route of the service that imports it, and stops its start if a route has no rule. */
@Module({})
export class AccessModule {
  static forRoot(options: AccessOptions): DynamicModule {
    return {
      module: AccessModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: ACCESS_OPTIONS, useValue: options },
        { provide: KeycloakTokens, useFactory: () => new KeycloakTokens(options) },
        { provide: APP_GUARD, useClass: AccessGuard },
        RouteRules,
      ],
      exports: [KeycloakTokens, RouteRules],
    };
  }
}
