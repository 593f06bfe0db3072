import { organisationById, type Feed, type gapPage } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { Clock, CONFIG, london } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Config } from '../config.js';
import {
  eventsByDay,
  gapsOf,
  openRejectionCounts,
  sequencesOf,
  sourcesOf,
  unreadByDay,
  type GapRow,
} from './feed.store.js';

/** A source that says nothing for longer is silent: invitations of its cases are held. */
const SILENT_AFTER_DAYS = 7;
const DAYS_SHOWN = 30;

type Gap = Feed['sources'][number]['gaps'][number];

/** Health of a force's own feed. */
@Injectable()
export class ReadFeed {
  private readonly lookBackDays: number;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.lookBackDays = organisationById(config.ORGANISATION_ID).lookBackDays;
  }

  async execute(force: string): Promise<Feed> {
    const today = this.clock.today();
    const since = london.addDays(today, -DAYS_SHOWN);
    const [sources, gaps, sequences, days, open, unread] = await Promise.all([
      sourcesOf(this.database, force, london.addDays(today, -this.lookBackDays)),
      this.gaps(force),
      sequencesOf(this.database, force, undefined),
      eventsByDay(this.database, force, since),
      openRejectionCounts(this.database, force),
      unreadByDay(this.database, force, since),
    ]);
    return {
      force,
      asOf: this.clock.now().toISOString(),
      unread: unread.map(({ day, code, events, open: left }) => ({
        day,
        code,
        events: Number(events),
        open: Number(left),
        ageDays: Math.max(0, london.daysBetween(day, today)),
      })),
      sources: sources.map((row) => {
        const own = <T extends { source: string }>(item: T): boolean => item.source === row.source;
        const silentDays = Math.max(0, london.daysBetween(london.today(row.heard_at), today));
        return {
          source: row.source,
          system: row.system,
          lastHeardAt: row.heard_at.toISOString(),
          silentDays,
          silent: !row.is_done && silentDays > SILENT_AFTER_DAYS,
          retiredOn: row.retired_on,
          highestSequence: Number(row.highest),
          gaps: gaps.filter(own),
          gapCount: Number(sequences.find(own)?.gaps ?? 0),
          missing: Number(sequences.find(own)?.missing ?? 0),
          eventsByDay: days.filter(own).map(({ day, accepted, rejected }) => ({
            day,
            accepted: Number(accepted),
            rejected: Number(rejected),
          })),
          openRejections: open.filter(own).map(({ code, count }) => ({ code, count: Number(count) })),
          alarms: row.alarms,
          sentByTwoSystems: Number(row.sent_by_two),
          withoutFacts: Number(row.without_facts),
          contactsNotKept: Number(row.contacts_lost),
          contactsNotKeptDays:
            row.contact_lost_first && Math.max(0, london.daysBetween(london.today(row.contact_lost_first), today)),
        };
      }),
    };
  }

  private async gaps(force: string, source?: string): Promise<Gap[]> {
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

  /** The gaps of `GET /v1/gaps`, and how far each source has counted. */
  async gapPage(force: string, source?: string): Promise<z.infer<typeof gapPage>> {
    const [gaps, rows] = await Promise.all([this.gaps(force, source), sequencesOf(this.database, force, source)]);
    return { gaps, highest: rows.map((row) => ({ source: row.source, sequence: Number(row.highest) })) };
  }
}
