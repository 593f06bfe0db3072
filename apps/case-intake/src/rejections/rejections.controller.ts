import { CurrentPrincipal, type Principal } from '@answerable/access';
import {
  receiptQuery,
  rejectionQuery,
  type Receipt,
  type receiptPage,
  type rejectionPage,
} from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { Clock, invalidInput, london } from '@answerable/service';
import { Controller, Query, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { ApiRoute } from '../api-route.js';
import { forceOf, ownSource } from '../access/force-of.js';
import { RateLimit } from '../access/rate-limit.guard.js';
import { openRejectionCounts } from '../sources/feed.store.js';
import {
  receiptsAfter,
  rejectionsAfter,
  type ReceiptCursor,
  type ReceiptRow,
  type RejectionRow,
} from './receipts.store.js';

const receiptCursor = z.tuple([z.number().int(), z.number().int(), z.string()]);
const rejectionCursor = z.number().int();

/** What became of a force's own events, and what it should put right. */
@Controller()
@UseGuards(RateLimit)
export class RejectionsController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @ApiRoute('listReceipts')
  async receipts(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: receiptQuery }) query: z.infer<typeof receiptQuery>,
  ): Promise<z.infer<typeof receiptPage>> {
    const force = forceOf(principal);
    const source = ownSource(query.source, force) ?? null;
    const after = query.after === undefined ? null : parseCursor(query.after, receiptCursor);
    const rows = await receiptsAfter(
      this.database,
      { force, source, limit: query.limit },
      after,
      query.eventId ?? null,
    );
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    const cursor = last && ([last.source_id, Number(last.sequence), last.event_id] satisfies ReceiptCursor);
    return { receipts: rows.map(receiptOf), next: cursor ? writeCursor(cursor) : null };
  }

  @ApiRoute('listRejections')
  async rejections(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: rejectionQuery }) query: z.infer<typeof rejectionQuery>,
  ): Promise<z.infer<typeof rejectionPage>> {
    const force = forceOf(principal);
    const source = ownSource(query.source, force) ?? null;
    const after = query.after === undefined ? 0 : parseCursor(query.after, rejectionCursor);
    const rows = await rejectionsAfter(this.database, { force, source, limit: query.limit }, after, query.state);
    const open = new Map<string, number>();
    for (const { source: of, code, count } of await openRejectionCounts(this.database, force)) {
      if (source === null || of === source) open.set(code, (open.get(code) ?? 0) + Number(count));
    }
    const today = this.clock.today();
    return {
      rejections: rows.map((row) => rejectionOf(row, today)),
      open: [...open].map(([code, count]) => ({ code, count })),
      next: rows.length === query.limit ? writeCursor(Number(rows.at(-1)!.rejection_id)) : null,
    };
  }
}

function rejectionOf(row: RejectionRow, today: string): z.infer<typeof rejectionPage>['rejections'][number] {
  return {
    receipt: receiptOf(row),
    sequence: row.sequence === null ? null : Number(row.sequence),
    unit: row.unit,
    closureMonth: row.closure_month,
    state: row.state,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    ageDays: Math.max(0, london.daysBetween(london.today(row.received_at), today)),
  };
}

function receiptOf(row: ReceiptRow | RejectionRow): Receipt {
  const { event_id: eventId, source, force, status, received_at, reasons } = row;
  return { eventId, source, force, status, receivedAt: received_at.toISOString(), reasons: reasons ?? [] };
}

const writeCursor = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function parseCursor<T>(text: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw invalidInput('`after` is the value of `next` of the page before, unchanged');
  }
}
