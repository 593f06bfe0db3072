import { CONFIG } from '@answerable/service';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Config } from '../config.js';
import { intakeProblem } from '../case-events/case-events.problems.js';

const WINDOW_MS = 60_000;

interface Window {
  readonly endsAt: number;
  requests: number;
}

/** So many requests a minute for each client (machine time); runs after the access guard, so the caller is known. */
@Injectable()
export class RateLimit implements CanActivate {
  private readonly windows = new Map<string, Window>();

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    const { principal, ip } = context.switchToHttp().getRequest<Request>();
    const window = this.windowOf(principal?.subject ?? `address ${ip}`);
    window.requests += 1;
    if (window.requests <= this.config.RATE_LIMIT_PER_MINUTE) return true;
    const seconds = Math.ceil((window.endsAt - performance.now()) / 1000);
    context.switchToHttp().getResponse<Response>().setHeader('Retry-After', String(seconds));
    throw intakeProblem('too-many-requests', `Wait ${seconds} seconds. A stream of any length counts as one request.`);
  }

  private windowOf(caller: string): Window {
    const now = performance.now();
    const current = this.windows.get(caller);
    if (current && current.endsAt > now) return current;
    for (const [key, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(key);
    const fresh = { endsAt: now + WINDOW_MS, requests: 0 };
    this.windows.set(caller, fresh);
    return fresh;
  }
}
