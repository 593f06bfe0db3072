import { Database } from '@answerable/persistence';
import { Clock, Metrics } from '@answerable/service';
import { Injectable } from '@nestjs/common';
import { feedFigures, type FigureRow } from './feed.store.js';

type Figure = readonly [name: string, help: string, of: (row: FigureRow, now: Date) => number];

/** What an operator is alarmed by: a source that is silent, numbers that are missing, events that wait. */
const figures: readonly Figure[] = [
  [
    'case_source_silent_seconds',
    'Time since a source was last heard; 0 of one that was retired',
    (row, now) => (row.is_retired ? 0 : Math.max(0, (now.getTime() - row.heard_at.getTime()) / 1000)),
  ],
  ['case_sequence_missing', 'Sequence numbers of a source that have not arrived', (row) => Number(row.missing)],
  ['case_event_id_alarms', 'Event ids that were used again for different content', (row) => row.alarms],
  ['case_events_waiting', 'Refused or quarantined events not yet settled', (row) => row.waiting],
];

@Injectable()
export class FeedMetrics {
  constructor(database: Database, clock: Clock, metrics: Metrics) {
    for (const [name, help, of] of figures) {
      metrics.gauge(name, help, ['force', 'system'], async (gauge) => {
        for (const row of await feedFigures(database))
          gauge.set({ force: row.force, system: row.system }, of(row, clock.now()));
      });
    }
  }
}
