import {
  caseIntakeApi,
  isBodyByMediaType,
  reportingApi,
  surveyDeliveryApi,
  type Api,
  type ApiRoute,
} from '@answerable/contracts';
import { signInRequired } from '@answerable/access';
import { ask, CONFIG, currentTrace, Logger, Problem, problem } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { PortalConfig } from '../config.js';
import type { Session } from '../sign-in/session.js';

const tables = { 'case-intake': caseIntakeApi, 'survey-delivery': surveyDeliveryApi, reporting: reportingApi } as const;
export type ApiName = keyof typeof tables;

export interface CallInput {
  params?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
}

const notAnswering = problem('api-not-answering', 503, 'A part of the system does not answer');
const notUnderstood = problem('answer-not-understood', 502, 'A part of the system gave an answer we do not understand');
const timeLimitMs = 20_000;

/** Calls the services' APIs with the person's own token, or with none where anybody may read: what is allowed is decided there, not here. */
@Injectable()
export class Apis {
  readonly #addresses: Record<ApiName, string | undefined>;

  constructor(
    @Inject(CONFIG) config: PortalConfig,
    private readonly log: Logger,
  ) {
    this.#addresses = {
      'case-intake': config.CASE_INTAKE_URL,
      'survey-delivery': config.SURVEY_DELIVERY_URL,
      reporting: config.REPORTING_URL,
    };
  }

  /** The JSON answer of a route by its id in the API's table. Throws the API's own Problem, or one for no answer. */
  async call<T>(session: Session | null, api: ApiName, id: string, input: CallInput = {}): Promise<T> {
    const route = routeOf(tables[api], id);
    const response = await this.send(session, api, route, input, 'application/json');
    if (response.status === 204 || !route.response) return undefined as T;
    const answer: unknown = await response.json().catch(() => undefined);
    if (!isBodyByMediaType(route.response) && !isUnderstood(route.response, answer)) {
      this.log.error({ api, route: id }, 'answer of an API was not understood');
      throw notUnderstood();
    }
    return answer as T;
  }

  /** An answer that is no JSON - a page, a PDF, a CSV - as it came. */
  async fetch(session: Session | null, api: ApiName, id: string, input: CallInput = {}): Promise<Response> {
    return this.send(session, api, routeOf(tables[api], id), input, '*/*');
  }

  private async send(
    session: Session | null,
    api: ApiName,
    route: ApiRoute,
    input: CallInput,
    accept: string,
  ): Promise<Response> {
    const address = addressOf(this.#addresses[api], route, input);
    const request = {
      method: route.method,
      headers: {
        accept,
        ...(session && { authorization: `Bearer ${session.tokens.access}` }),
        ...(input.body !== undefined && { 'content-type': 'application/json' }),
        ...(currentTrace() && {
          traceparent: currentTrace()!.traceparent,
          'x-correlation-id': currentTrace()!.correlationId,
        }),
      },
      ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
    };
    const send = () => ask(address, { ...request, timeoutMs: timeLimitMs });
    const response = await send()
      // A kept connection may end just as it is used again, as when the other side is replaced: a read is asked twice (RFC 9110, 9.2.2).
      .catch((error: unknown) => (route.method === 'GET' && !isTimeout(error) ? send() : Promise.reject(error)))
      .catch((error: unknown) => {
        this.log.error({ api, route: route.id, error }, 'API did not answer');
        throw notAnswering();
      });
    if (response.ok) return response;
    throw await problemOf(response);
  }
}

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';

function routeOf(api: Api, id: string): ApiRoute {
  const route = api.routes.find((candidate) => candidate.id === id);
  if (!route) throw new Error(`${api.service} has no route ${id}`);
  return route;
}

function addressOf(base: string | undefined, route: ApiRoute, { params = {}, query = {} }: CallInput): URL {
  if (!base) throw new Error('this portal does not call that service');
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const url = new URL(base.replace(/\/$/, '') + path);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') url.searchParams.set(name, String(value));
  }
  return url;
}

/** A service that is one release ahead may say more than we know: fields we do not know are no fault. */
function isUnderstood(schema: z.ZodType, answer: unknown): boolean {
  const parsed = schema.safeParse(answer);
  return parsed.success || parsed.error.issues.every((issue) => issue.code === 'unrecognized_keys');
}

async function problemOf(response: Response): Promise<Problem> {
  if (response.status === 401) return signInRequired('Your session has ended.');
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const { code, title, detail, fix, issues } = body;
  if (typeof code !== 'string' || typeof title !== 'string') return notAnswering();
  return new Problem({
    code,
    title,
    status: response.status,
    detail: typeof detail === 'string' ? detail : undefined,
    fix: typeof fix === 'string' ? fix : undefined,
    ...(issues !== undefined && { issues }),
  });
}
