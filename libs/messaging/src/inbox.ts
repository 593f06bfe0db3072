import { DatabaseProblem, RetryableError, type Tx } from '@answerable/persistence';
import type { ReceivedEvent } from './wire.js';

/**
 * Records events as handled in the transaction of their effect and returns those not handled before.
 * The lock is per partition: a consumer that lost the partition but does not know it yet waits here for the new one.
 * The look at all days comes before the insert because the unique index holds within a day's partition only; it is one look a day
 * for all events, because one an event would be forty for each.
 */
export async function firstTime(tx: Tx, events: readonly ReceivedEvent[]): Promise<ReceivedEvent[]> {
  const partitions = new Set(events.map(({ origin }) => `${origin.topic}/${origin.partition}`));
  for (const partition of [...partitions].sort())
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [partition]);
  const rows = await record(tx, events);
  const fresh = new Set(rows.map((row) => row.event_id));
  return events.filter(({ id }) => fresh.delete(id));
}

async function record(tx: Tx, events: readonly ReceivedEvent[]): Promise<{ event_id: string }[]> {
  try {
    return await tx.query<{ event_id: string }>(
      `with known as materialized (select event_id from inbox where event_id = any($1))
       insert into inbox (event_id)
       select id from unnest($1::uuid[]) as id except select event_id from known
       on conflict do nothing
       returning event_id`,
      [events.map(({ id }) => id)],
    );
  } catch (error) {
    // A day without a partition is no fault of the event.
    throw error instanceof DatabaseProblem ? new RetryableError(error) : error;
  }
}
