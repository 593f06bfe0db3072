import { once } from 'node:events';
import { CurrentPrincipal, type Principal } from '@answerable/access';
import { publishQuery, type Receipt } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { CONFIG } from '@answerable/service';
import { Controller, Inject, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { ApiRoute } from '../api-route.js';
import { forceOf } from '../access/force-of.js';
import { RateLimit } from '../access/rate-limit.guard.js';
import type { Config } from '../config.js';
import type { Reading } from './case-event.js';
import { intakeProblem, type ProblemCode } from './case-events.problems.js';
import { HELD_SECONDS, holdDryRun } from './dry-run.store.js';
import { linesOf, readText, type Line } from './read-body.js';
import { parseEvent, ReceiveCaseEvents, type Arrived } from './receive-case-events.js';

const LARGEST_EVENT = 64_000;
const LARGEST_BATCH = 8_000_000;
const LONGEST_BATCH = 1000;
const LINES_AT_ONCE = 500;
const LINGER_MS = 25;

type PublishQuery = z.infer<typeof publishQuery>;
type Counts = Record<Receipt['status'], number>;
interface StreamOptions {
  readonly mostMs?: number;
  /** Who has read the summary may begin the next one. */
  readonly beforeSummary?: () => Promise<void>;
}
type Take = (readings: Reading[]) => Promise<Receipt[]>;

/** HTTP edge of case events: one, a batch, or a stream of any length. */
@Controller()
@UseGuards(RateLimit)
export class CaseEventsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly receive: ReceiveCaseEvents,
    private readonly database: Database,
  ) {}

  @ApiRoute('publishCaseEvents')
  async publish(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: publishQuery }) query: PublishQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const force = forceOf(principal);
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') throw intakeProblem('encoding-unsupported');
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    if (type === 'application/cloudevents+json') return this.one(request, response, force, query);
    if (type === 'application/cloudevents-batch+json') return this.batch(request, response, force, query);
    const take: Take = (readings) => this.receive.registerRead(readings, force);
    if (type === 'application/x-ndjson' && query.dryRun === 'true')
      return this.judgeStream(request, response, force, query);
    if (type === 'application/x-ndjson') return this.stream(request, response, force, query, take);
    throw intakeProblem('media-type-unsupported');
  }

  private async one(request: Request, response: Response, force: string, query: PublishQuery): Promise<void> {
    const value = await this.json(request, LARGEST_EVENT);
    const [receipt] = await this.receipts([{ value }], force, query);
    const refused = receipt!.status === 'rejected' && receipt!.reasons.some((reason) => !reason.kept);
    if (!refused) return void response.status(200).json(receipt);
    const reason = receipt!.reasons[0]!;
    throw intakeProblem(problemOf[reason.code] ?? 'event-refused', reason.message, { receipt });
  }

  private async batch(request: Request, response: Response, force: string, query: PublishQuery): Promise<void> {
    const values = await this.json(request, LARGEST_BATCH);
    if (!Array.isArray(values)) throw intakeProblem('not-json', 'A batch is an array of CloudEvents.');
    if (values.length > LONGEST_BATCH) throw intakeProblem('batch-too-long');
    const arrived = (values as unknown[]).map((value) => ({ value }));
    const receipts = arrived.length === 0 ? [] : await this.receipts(arrived, force, query);
    const counts = noCounts();
    for (const { status } of receipts) counts[status] += 1;
    response.status(200).json({ receipts: shown(receipts, query), counts });
  }

  private async receipts(arrived: readonly Arrived[], force: string, query: PublishQuery): Promise<Receipt[]> {
    if (query.dryRun !== 'true') return this.receive.execute(arrived, force);
    return this.receive.judge(force)(await this.receive.read(arrived, force));
  }

  private async judgeStream(request: Request, response: Response, force: string, query: PublishQuery): Promise<void> {
    const letGo = await holdDryRun(this.database, force);
    if (!letGo) {
      response.setHeader('Retry-After', String(HELD_SECONDS));
      throw intakeProblem('too-many-requests', 'Another dry run of your force is under way. Wait until it has ended.');
    }
    try {
      // What it said so far is remembered for as long as it comes: not for ever.
      await this.stream(request, response, force, query, this.receive.judge(force), {
        mostMs: this.config.DRY_RUN_MS,
        beforeSummary: letGo,
      });
    } finally {
      await letGo();
    }
  }

  /** Reads the next lines while the last ones are registered; a sender that does not take its receipts is not read further. */
  private async stream(
    request: Request,
    response: Response,
    force: string,
    query: PublishQuery,
    take: Take,
    { mostMs = Number.POSITIVE_INFINITY, beforeSummary = async () => {} }: StreamOptions = {},
  ): Promise<void> {
    const counts = noCounts();
    const limits = {
      linesAtOnce: LINES_AT_ONCE,
      longestLine: LARGEST_EVENT,
      lingerMs: LINGER_MS,
      idleMs: this.config.BODY_IDLE_MS,
      mostMs,
    };
    let registered: Promise<void> = Promise.resolve();
    try {
      for await (const lines of linesOf(request, limits)) {
        const readings = await this.receive.read(lines.map(arrivedOf), force);
        await registered;
        registered = this.registerLines(readings, response, query, counts, take);
        registered.catch(() => undefined);
      }
      await registered;
    } catch (error) {
      // A half-closed connection: what was registered stays, its receipts are in GET /v1/receipts.
      if (request.destroyed && !request.complete) return;
      throw error;
    }
    await beforeSummary();
    startStream(response);
    response.end(`${JSON.stringify({ summary: counts })}\n`);
  }

  private async registerLines(
    readings: Reading[],
    response: Response,
    query: PublishQuery,
    counts: Counts,
    take: Take,
  ): Promise<void> {
    const receipts = await take(readings);
    for (const { status } of receipts) counts[status] += 1;
    startStream(response);
    const text = shown(receipts, query)
      .map((receipt) => `${JSON.stringify(receipt)}\n`)
      .join('');
    if (text !== '' && !response.write(text)) await drained(response, this.config.BODY_IDLE_MS);
  }

  private async json(request: Request, limit: number): Promise<unknown> {
    const text = await readText(request, limit, this.config.BODY_IDLE_MS);
    const parsed = parseEvent(text);
    if ('value' in parsed) return parsed.value;
    throw intakeProblem('not-json');
  }
}

/** Reasons that have a status of their own when a single event is answered. */
const problemOf: Readonly<Record<string, ProblemCode>> = {
  'force-not-yours': 'force-not-yours',
  'event-id-reused': 'event-id-reused',
};

const noCounts = (): Counts => ({ accepted: 0, duplicate: 0, rejected: 0 });

function shown(receipts: readonly Receipt[], query: PublishQuery): readonly Receipt[] {
  return query.receipts === 'all' ? receipts : receipts.filter((receipt) => receipt.status === 'rejected');
}

function arrivedOf(line: Line): Arrived {
  return 'text' in line ? parseEvent(line.text) : { unread: 'line-too-long', detail: String(line.tooLong) };
}

function startStream(response: Response): void {
  if (response.headersSent) return;
  response.status(200).setHeader('Content-Type', 'application/x-ndjson');
  response.setHeader('Cache-Control', 'no-store');
}

async function drained(response: Response, idleMs: number): Promise<void> {
  await once(response, 'drain', { signal: AbortSignal.timeout(idleMs) }).catch(() => {
    throw intakeProblem('too-slow', 'The receipts were not taken.');
  });
}
