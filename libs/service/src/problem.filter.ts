import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from './logger.js';
import { Problem, type ProblemDocument } from './problem.js';
import { currentTrace } from './trace.js';

/** Answers a failed request with a page; it must set status and body. */
export type ErrorPage = (problem: ProblemDocument, request: Request, response: Response) => void | Promise<void>;

const TITLES: Record<number, string> = {
  400: 'The request is not valid',
  401: 'Sign-in is needed',
  403: 'This is not allowed',
  404: 'There is nothing here',
  405: 'This method is not allowed here',
  408: 'The request took too long',
  409: 'The request conflicts with what is there',
  413: 'The request is too large',
  415: 'This media type is not accepted',
  422: 'The request cannot be carried out',
  429: 'Too many requests',
  503: 'The service is not available at the moment',
};

/** Renders every failure once: RFC 9457 JSON, or a page where the client prefers HTML and the app has a renderer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly errorPage?: ErrorPage,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    await this.answer(error, http.getRequest<Request>(), http.getResponse<Response>());
  }

  async answer(error: unknown, request: Request, response: Response): Promise<void> {
    const problem = toProblem(error);
    if (problem.status === 503)
      this.log.warn({ problem: problem.code, cause: problem.cause }, 'request was turned away');
    else if (problem.status >= 500) this.log.error({ error, problem: problem.code }, 'request failed');
    if (response.headersSent) {
      // The answer is under way (a stream): all that is left is to break it off visibly.
      response.destroy();
      return;
    }
    if (problem.status === 503) response.setHeader('Retry-After', '1');
    response.setHeader('Cache-Control', 'no-store');
    const document = { ...problem.toJSON(), correlationId: currentTrace()?.correlationId };
    if (this.errorPage && request.accepts(['json', 'html']) === 'html') {
      response.status(problem.status);
      await this.errorPage(document, request, response);
      return;
    }
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(document));
  }
}

/** Any thrown value as a Problem; what nobody expected becomes a 500 that says nothing. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = statusOf(error);
  if (status === undefined) return new Problem({ code: 'unexpected', status: 500, title: 'Something went wrong' });
  const title = TITLES[status] ?? (status < 500 ? TITLES[400]! : 'Something went wrong');
  return new Problem({ code: codeOf(title), status, title });
}

/** Nest's exceptions carry getStatus(); those of Express middleware (body-parser) a `status` and `expose`. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { status, expose } = (error ?? {}) as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && expose === true ? status : undefined;
}

function codeOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/-$/, '');
}
