import type { Api, Role } from '@answerable/contracts';
import { Injectable, RequestMethod, type INestApplicationContext, type OnModuleInit } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS_RULE, type AccessRule } from './rule.js';

/** One HTTP route of the running service with its declared rule, as the access matrix prints it. */
export interface RouteRule {
  method: string;
  path: string;
  rule: AccessRule;
}

/** Finds every HTTP route of the service; without a declared rule on one of them the service does not start. */
@Injectable()
export class RouteRules implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const undeclared = this.routes().filter((route) => !route.rule);
    if (undeclared.length > 0) {
      const names = undeclared.map((route) => `${route.method} ${route.path}`).join(', ');
      throw new Error(`No access rule is declared for: ${names}. Add @Access or @Public.`);
    }
  }

  all(): RouteRule[] {
    return this.routes().map((route) => ({ ...route, rule: route.rule! }));
  }

  private routes(): { method: string; path: string; rule: AccessRule | undefined }[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, () => unknown>;
      const prefixes = paths(Reflect.getMetadata(PATH_METADATA, metatype));
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name]!;
        const method: RequestMethod | undefined = Reflect.getMetadata(METHOD_METADATA, handler);
        if (method === undefined) return [];
        const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [handler, metatype]);
        return prefixes.flatMap((prefix) =>
          paths(Reflect.getMetadata(PATH_METADATA, handler)).map((path) => ({
            method: RequestMethod[method],
            path: `/${prefix}/${path}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1'),
            rule,
          })),
        );
      });
    });
  }
}

const paths = (value: string | string[] | undefined): string[] => (Array.isArray(value) ? value : [value ?? '']);

/** Lists every route of a started service with its rule, for the generated matrix of routes and roles. */
export function routeRules(app: INestApplicationContext): RouteRule[] {
  return app.get(RouteRules, { strict: false }).all();
}

/** The doors of a started service, a line each: `GET /v1/seats: mp-office, auditor`. For comparison with `contractedDoors`. */
export const mountedDoors = (app: INestApplicationContext): string[] =>
  routeRules(app)
    .map(({ method, path, rule }) => door(method, path, rule.kind === 'roles' ? rule.roles : rule.kind))
    .toSorted();

/** The doors that a contract gives a service, in the form of `mountedDoors`: the generated access matrix tries each of them. */
export const contractedDoors = (api: Api): string[] =>
  api.routes.map(({ method, path, access }) => door(method, path, access)).toSorted();

const door = (method: string, path: string, who: readonly Role[] | 'public'): string =>
  `${method} ${path}: ${who === 'public' ? who : who.join(', ')}`;
