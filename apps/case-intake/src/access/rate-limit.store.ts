import type { Database, Tx } from '@answerable/persistence';

export interface Counted {
  /** Of this caller in the minute that runs, this one included. */
  readonly requests: number;
  /** Until the minute ends. */
  readonly seconds: number;
}

/** Counts a request of a caller; a minute begins with the first request after the last one ended. */
export async function countRequest(database: Database, caller: string): Promise<Counted> {
  const [row] = await database.read<Counted>(
    `insert into callers as known (caller, began, requests) values ($1, clock_timestamp(), 1)
     on conflict (caller) do update
        set requests = case when known.began > clock_timestamp() - interval '1 minute' then known.requests + 1 else 1 end,
            began = case when known.began > clock_timestamp() - interval '1 minute' then known.began else clock_timestamp() end
     returning requests, greatest(1, ceil(extract(epoch from began + interval '1 minute' - clock_timestamp())))::int as seconds`,
    [caller],
  );
  return row!;
}

export async function forgetCallers(tx: Tx): Promise<void> {
  await tx.query(`delete from callers where began < clock_timestamp() - interval '10 minutes'`);
}
