import { organisationById } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { Clock, CONFIG, london, Metrics } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config.js';
import { feedFigures, openUnreadOfForces, type FigureRow } from './feed.store.js';

type Figure = readonly [name: string, help: string, of: (row: FigureRow, now: Date) => number];

/** What an operator is alarmed by: a source that is silent, numbers that are missing, events that wait. */
const figures: readonly Figure[] = [
  [
    'case_source_silent_seconds',
    'Time since a source was last heard; 0 of a retired one for which another goes on, or on which no case depends any more',
    (row, now) => (row.is_done ? 0 : Math.max(0, (now.getTime() - row.heard_at.getTime()) / 1000)),
  ],
  ['case_sequence_missing', 'Sequence numbers of a source that have not arrived', (row) => Number(row.missing)],
  [
    'case_event_id_alarms',
    'Event ids that were used again for different content, and sequence numbers for another event',
    (row) => row.alarms,
  ],
];

@Injectable()
export class FeedMetrics {
  constructor(@Inject(CONFIG) config: Config, database: Database, clock: Clock, metrics: Metrics) {
    const { lookBackDays } = organisationById(config.ORGANISATION_ID);
    for (const [name, help, of] of figures) {
      metrics.gauge(name, help, ['force', 'system'], async (gauge) => {
        for (const row of await feedFigures(database, london.addDays(clock.today(), -lookBackDays)))
          gauge.set({ force: row.force, system: row.system }, of(row, clock.now()));
      });
    }
    const help =
      'Events not yet settled: refused, quarantined, without the contact that could not be kept, or not read at all';
    metrics.gauge('case_events_waiting', help, ['force', 'system'], async (gauge) => {
      for (const { force, system, waiting } of await feedFigures(
        database,
        london.addDays(clock.today(), -lookBackDays),
      ))
        gauge.set({ force, system }, waiting);
      // Of what source a line is that cannot be read nobody knows.
      for (const { force, open } of await openUnreadOfForces(database)) gauge.set({ force, system: 'not known' }, open);
    });
  }
}
