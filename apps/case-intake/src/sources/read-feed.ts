import type { Feed } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { Clock, london } from '@answerable/service';
import { Injectable } from '@nestjs/common';
import {
  eventsByDay,
  gapsOf,
  highestOf,
  openRejectionCounts,
  sourcesOf,
  unreadByDay,
  type GapRow,
} from './feed.store.js';

/** A source that says nothing for so long is silent: invitations of its cases are held. */
const SILENT_AFTER_DAYS = 7;
const DAYS_SHOWN = 30;

type Gap = Feed['sources'][number]['gaps'][number];

/** Health of a force's own feed. */
@Injectable()
export class ReadFeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(force: string): Promise<Feed> {
    const today = this.clock.today();
    const since = london.addDays(today, -DAYS_SHOWN);
    const [sources, gaps, days, open, unread] = await Promise.all([
      sourcesOf(this.database, force),
      this.gaps(force),
      eventsByDay(this.database, force, since),
      openRejectionCounts(this.database, force),
      unreadByDay(this.database, force, since),
    ]);
    return {
      force,
      asOf: this.clock.now().toISOString(),
      unread: unread.map(({ day, code, events }) => ({ day, code, events: Number(events) })),
      sources: sources.map((row) => {
        const own = <T extends { source: string }>(item: T): boolean => item.source === row.source;
        const silentDays = Math.max(0, london.daysBetween(london.today(row.heard_at), today));
        return {
          source: row.source,
          system: row.system,
          lastHeardAt: row.heard_at.toISOString(),
          silentDays,
          silent: row.retired_on === null && silentDays >= SILENT_AFTER_DAYS,
          retiredOn: row.retired_on,
          highestSequence: Number(row.highest),
          gaps: gaps.filter(own),
          eventsByDay: days.filter(own).map(({ day, accepted, rejected }) => ({
            day,
            accepted: Number(accepted),
            rejected: Number(rejected),
          })),
          openRejections: open.filter(own).map(({ code, count }) => ({ code, count: Number(count) })),
          alarms: row.alarms,
          sentByTwoSystems: Number(row.sent_by_two),
          withoutFacts: Number(row.without_facts),
        };
      }),
    };
  }

  async gaps(force: string, source?: string): Promise<Gap[]> {
    const today = this.clock.today();
    const toGap = (row: GapRow): Gap => ({
      source: row.source,
      from: Number(row.from),
      to: Number(row.to),
      missing: Number(row.missing),
      noticedAt: row.noticed_at.toISOString(),
      ageDays: Math.max(0, london.daysBetween(london.today(row.noticed_at), today)),
    });
    return (await gapsOf(this.database, force, source)).map(toGap);
  }

  async highest(force: string, source?: string): Promise<{ source: string; sequence: number }[]> {
    const rows = await highestOf(this.database, force, source);
    return rows.map((row) => ({ source: row.source, sequence: Number(row.highest) }));
  }
}
