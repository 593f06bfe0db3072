import { isBodyByMediaType, type Api, type ApiRoute } from '@answerable/contracts';
import { applyDecorators, HttpCode, RequestMapping, RequestMethod } from '@nestjs/common';
import type { z } from 'zod';
import { Access, Public } from './rule.js';

/** How the controllers of a service declare the routes of its API's table; an id that the table has not throws at start. */
export function routesOf(api: Api): {
  /** Method, path, access rule and status of a route as the contract states them. */
  ApiRoute: (id: string) => MethodDecorator;
  /** Schemas of a route's JSON body, path and query, for `@Body(bodyOf('…'))` and the like. */
  bodyOf: (id: string) => { schema: z.ZodType };
  paramsOf: (id: string) => { schema: z.ZodType };
  queryOf: (id: string) => { schema: z.ZodType };
} {
  const found = (id: string): ApiRoute => {
    const route = api.routes.find((each) => each.id === id);
    if (!route) throw new Error(`the contract of ${api.service} has no route ${id}`);
    return route;
  };
  const checked = (id: string, part: 'request' | 'params' | 'query'): { schema: z.ZodType } => {
    const schema = found(id)[part];
    if (!schema || isBodyByMediaType(schema)) throw new Error(`the route ${id} has no ${part} in JSON`);
    return { schema };
  };
  return {
    ApiRoute(id) {
      const route = found(id);
      return applyDecorators(
        RequestMapping({ method: RequestMethod[route.method], path: route.path }),
        HttpCode(route.status ?? (route.response ? 200 : 204)),
        route.access === 'public' ? Public(route.summary) : Access(...route.access),
      );
    },
    bodyOf: (id) => checked(id, 'request'),
    paramsOf: (id) => checked(id, 'params'),
    queryOf: (id) => checked(id, 'query'),
  };
}
