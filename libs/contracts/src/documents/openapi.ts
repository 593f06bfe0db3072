import type { z } from 'zod';
import { isBodyByMediaType, type Api, type ApiProblem, type ApiRoute, type BodyByMediaType } from '../define-api.js';
import { jsonSchemaOf, type JsonSchema } from './json-schema.js';

export const contractVersion = '1.0.0';

/** Refusals that every route knows; they come from the edge and the access guard, not from a feature. */
export const commonProblems = {
  'invalid-input': { status: 400, title: 'The input is not valid', fix: 'See `issues`: each names a field.' },
  'sign-in-required': { status: 401, title: 'Sign in first', fix: 'Send an access token of the realm.' },
  'token-refused': { status: 401, title: 'The access token was not accepted', fix: 'Obtain a new one for this API.' },
  'role-missing': { status: 403, title: 'Your role does not allow this' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'try-again': {
    status: 503,
    title: 'The service is not available at the moment',
    fix: 'Try again after Retry-After.',
  },
} as const satisfies Record<string, ApiProblem>;

const problemSchema: JsonSchema = {
  type: 'object',
  description: 'RFC 9457',
  properties: {
    type: { type: 'string' },
    code: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'what is wrong this time' },
    fix: { type: 'string', description: 'what to do about it' },
    correlationId: { type: 'string' },
  },
  required: ['type', 'code', 'title', 'status'],
};

/** The OpenAPI 3.1 document of one service. */
export function openApiOf(api: Api): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const route of api.routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(route, api);
  }
  return {
    openapi: '3.1.0',
    info: { title: api.title, version: contractVersion, description: api.description },
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        keycloak: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: `audience ${api.service}` },
      },
    },
    'x-problems': { ...commonProblems, ...api.problems },
  };
}

function operationOf(route: ApiRoute, api: Api): JsonSchema {
  const isPublic = route.access === 'public';
  return {
    operationId: route.id,
    summary: route.summary,
    security: isPublic ? [] : [{ keycloak: [] }],
    'x-access': isPublic ? ['public'] : [...route.access],
    ...((route.params || route.query) && {
      parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    }),
    ...(route.request && { requestBody: { required: true, content: contentOf(route.request, 'input') } }),
    responses: { ...successOf(route), ...refusalsOf(route, api) },
  };
}

function successOf(route: ApiRoute): JsonSchema {
  const status = String(route.status ?? (route.response ? 200 : 204));
  const content = route.response && contentOf(route.response, 'output');
  return {
    [status]: { description: 'done', ...(content && { content }) },
    ...(route.leadsOn && { 303: { description: 'leads on to another page' } }),
  };
}

const problem: JsonSchema = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
/** Whoever reads pages is refused with one. */
const page: JsonSchema = { 'text/html': { schema: { type: 'string' } } };

function refusalsOf(route: ApiRoute, api: Api): JsonSchema {
  const general = route.access === 'public' ? ['invalid-input', 'not-found', 'try-again'] : Object.keys(commonProblems);
  const catalogue: Readonly<Record<string, ApiProblem>> = { ...commonProblems, ...api.problems };
  const codes = [...general, ...(route.problems ?? [])];
  const isPage = route.response && isBodyByMediaType(route.response) && 'text/html' in route.response;
  const byStatus = Map.groupBy(codes, (code) => catalogue[code]!.status);
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => [
      String(status),
      {
        description: names.map((code) => `${code}: ${catalogue[code]!.title}`).join('; '),
        content: { ...problem, ...(isPage && page) },
      },
    ]),
  );
}

function contentOf(body: z.ZodType | BodyByMediaType, io: 'input' | 'output'): JsonSchema {
  const byType: BodyByMediaType = isBodyByMediaType(body) ? body : { 'application/json': body };
  return Object.fromEntries(
    Object.entries(byType).map(([type, schema]) => [type, { schema: jsonSchemaOf(schema, io) }]),
  );
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): JsonSchema[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchemaOf(schema, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, own]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: own,
  }));
}
