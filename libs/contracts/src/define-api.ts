import type { z } from 'zod';
import type { Audience, Role } from './roles.js';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One kind of refusal, as an RFC 9457 problem: `code` is its name in the catalogue, `fix` tells the caller what to change. */
export interface ApiProblem {
  readonly status: number;
  readonly title: string;
  readonly fix?: string;
}

/** A body in other media types than JSON: media type -> schema (of one line, for NDJSON). */
export type BodyByMediaType = Readonly<Record<`${string}/${string}`, z.ZodType>>;

/** One route of a service. `path` is written as Express and Nest write it: `/v1/cases/:caseKey`. */
export interface ApiRoute<ProblemCode extends string = string> {
  /** Unique in the service; the operation id of the OpenAPI document. */
  readonly id: string;
  readonly method: HttpMethod;
  readonly path: `/${string}`;
  /** Roles of which the caller holds at least one; 'public' needs no token. The access matrix is checked against this. */
  readonly access: readonly [Role, ...Role[]] | 'public';
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** JSON body, or bodies by media type. Absent: no body. */
  readonly request?: z.ZodType | BodyByMediaType;
  /** JSON answer, or answers by media type. Absent: 204 without a body. */
  readonly response?: z.ZodType | BodyByMediaType;
  /** Status of success; default 200, 204 without a response. */
  readonly status?: number;
  /** A page that may as well lead on to another one, by 303. */
  readonly leadsOn?: true;
  /** Codes from the service's catalogue; those of `commonProblems` apply to every route and are not repeated. */
  readonly problems?: readonly ProblemCode[];
}

/** The HTTP API of one service: its OpenAPI document, access matrix and clients come from this table. */
export interface Api<ProblemCode extends string = string> {
  readonly service: Audience;
  readonly title: string;
  readonly description: string;
  readonly problems: Readonly<Record<ProblemCode, ApiProblem>>;
  readonly routes: readonly ApiRoute<ProblemCode>[];
}

export function defineApi<const ProblemCode extends string>(api: Api<ProblemCode>): Api<ProblemCode> {
  return api;
}

export const isBodyByMediaType = (body: z.ZodType | BodyByMediaType): body is BodyByMediaType => !('safeParse' in body);
