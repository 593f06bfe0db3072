import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KeycloakTokens, type Principal } from '@answerable/access';
import { isBodyByMediaType, type Api, type ApiRoute } from '@answerable/contracts';
import { Problem, problemsOf } from '@answerable/service';

export interface Call {
  id: string;
  principal: Principal;
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
}

/** What a route answers: a value of the contract, or a failure of the contract's catalogue. */
export type Answer = (call: Call) => unknown;

/** Whoever asks without a token. */
const nobody: Principal = { subject: '', name: '', roles: [], clientId: '' };

export class Refusal extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/**
 * The far side of an API, held to its contract table: tokens are real ones and are verified, roles are those of the
 * table, and an answer that does not fit the table fails the test that gave it.
 */
export class StandIn {
  readonly calls: Call[] = [];
  readonly faults: string[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #server: Server;
  readonly #tokens: KeycloakTokens;

  private constructor(
    private readonly api: Api,
    issuer: string,
  ) {
    this.#tokens = new KeycloakTokens({ issuer, audience: api.service });
    this.#server = createServer(async (request, response) => {
      const { status, type, body } = await this.answer(request);
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  }

  static async start(api: Api, issuer: string): Promise<StandIn> {
    const standIn = new StandIn(api, issuer);
    await new Promise<void>((resolve) => standIn.#server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  on(id: string, answer: Answer): this {
    this.#answers.set(id, answer);
    return this;
  }

  last(id: string): Call | undefined {
    return this.calls.findLast((call) => call.id === id);
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; type: string; body: string }> {
    const url = new URL(request.url!, 'http://api');
    const found = this.find(request.method!, url.pathname);
    if (!found) return this.fault(`no route ${request.method} ${url.pathname}`);
    const { route, params } = found;
    const verdict = await this.#tokens.verify((request.headers.authorization ?? '').replace(/^Bearer /, ''));
    const open = route.access === 'public';
    if (verdict.kind !== 'valid' && !open) return problem(401, 'token-refused', 'The access token was not accepted');
    const principal = verdict.kind === 'valid' ? verdict.principal : nobody;
    if (route.access !== 'public' && !route.access.some((role) => principal.roles.includes(role))) {
      return problem(403, 'role-missing', 'Your role does not allow this');
    }
    const text = await bodyOf(request);
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const query = Object.fromEntries(url.searchParams);
    const asked = this.judge(route, { params, query, body });
    if (asked) return this.fault(`${route.id} was asked wrongly: ${asked}`);
    const call: Call = { id: route.id, principal, params, query, body };
    this.calls.push(call);
    const answer = this.#answers.get(route.id);
    if (!answer) return this.fault(`no answer was given for ${route.id}`);
    try {
      return this.toResponse(route, answer(call));
    } catch (error) {
      if (!(error instanceof Refusal)) return this.fault(`${route.id}: ${String(error)}`);
      return answerOf(problemsOf(this.api.problems)(error.code));
    }
  }

  private find(method: string, path: string): { route: ApiRoute; params: Record<string, string> } | undefined {
    for (const route of this.api.routes) {
      const pattern = new RegExp(`^${route.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
      const match = route.method === method ? pattern.exec(path) : null;
      if (match) return { route, params: { ...match.groups } };
    }
    return undefined;
  }

  private judge(route: ApiRoute, asked: { params: unknown; query: unknown; body: unknown }): string | undefined {
    const schemas = [
      [route.params, asked.params],
      [route.query, asked.query],
      [route.request && !isBodyByMediaType(route.request) ? route.request : undefined, asked.body],
    ] as const;
    return schemas.map(([schema, value]) => schema?.safeParse(value).error?.message).find(Boolean);
  }

  private toResponse(route: ApiRoute, answer: unknown): { status: number; type: string; body: string } {
    if (!route.response) return { status: route.status ?? 204, type: 'text/plain', body: '' };
    if (isBodyByMediaType(route.response)) {
      return { status: 200, type: Object.keys(route.response)[0]!, body: String(answer) };
    }
    const parsed = route.response.safeParse(answer);
    if (!parsed.success)
      return this.fault(`the answer given for ${route.id} is not in the contract: ${parsed.error.message}`);
    return { status: route.status ?? 200, type: 'application/json', body: JSON.stringify(answer) };
  }

  private fault(text: string): { status: number; type: string; body: string } {
    this.faults.push(text);
    return problem(500, 'stand-in', text);
  }
}

const answerOf = (problem: Problem) => ({
  status: problem.status,
  type: 'application/problem+json',
  body: JSON.stringify(problem),
});
const problem = (status: number, code: string, title: string) => answerOf(new Problem({ code, status, title }));

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
