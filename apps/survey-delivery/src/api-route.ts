import { Access, Public } from '@answerable/access';
import { isBodyByMediaType, surveyDeliveryApi, type ApiRoute as Route } from '@answerable/contracts';
import { applyDecorators, HttpCode, RequestMapping, RequestMethod } from '@nestjs/common';
import type { z } from 'zod';

const found = (id: string): Route => {
  const route = surveyDeliveryApi.routes.find((r) => r.id === id);
  if (!route) throw new Error(`the contract has no route ${id}`);
  return route;
};

/** Method, path, access rule and status of a route as the contract states them. */
export function ApiRoute(id: string): MethodDecorator {
  const route = found(id);
  return applyDecorators(
    RequestMapping({ method: RequestMethod[route.method], path: route.path }),
    HttpCode(route.status ?? (route.response ? 200 : 204)),
    route.access === 'public' ? Public(route.summary) : Access(...route.access),
  );
}

/** Schema of a route's JSON body, path or query, for `@Body({ schema })` and the like. */
export const bodyOf = (id: string): { schema: z.ZodType } => {
  const { request } = found(id);
  if (!request || isBodyByMediaType(request)) throw new Error(`${id} has no JSON body`);
  return { schema: request };
};
export const paramsOf = (id: string): { schema: z.ZodType } => ({ schema: found(id).params! });
export const queryOf = (id: string): { schema: z.ZodType } => ({ schema: found(id).query! });
