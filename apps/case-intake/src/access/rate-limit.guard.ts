import { Database } from '@answerable/persistence';
import { CONFIG, DueWork } from '@answerable/service';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Config } from '../config.js';
import { intakeProblem } from '../case-events/case-events.problems.js';
import { countRequest, forgetCallers } from './rate-limit.store.js';

/**
 * So many requests a minute for each client, by all instances of the service together (machine time of the database); runs after
 * the access guard, so the caller is known.
 */
@Injectable()
export class RateLimit implements CanActivate {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { principal, ip } = context.switchToHttp().getRequest<Request>();
    const { requests, seconds } = await countRequest(this.database, principal?.subject ?? `address ${ip}`);
    if (requests <= this.config.RATE_LIMIT_PER_MINUTE) return true;
    context.switchToHttp().getResponse<Response>().setHeader('Retry-After', String(seconds));
    throw intakeProblem('too-many-requests', `Wait ${seconds} seconds. A stream of any length counts as one request.`);
  }

  @DueWork({ name: 'forget-callers', everyMs: 600_000 })
  async forget(): Promise<number> {
    await this.database.transaction(forgetCallers);
    return 0;
  }
}
