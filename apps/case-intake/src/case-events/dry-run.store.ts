import { randomUUID } from 'node:crypto';
import type { Database } from '@answerable/persistence';

/** So long after its last sign of life an instance is taken for dead, and another may judge a stream of the force. */
export const HELD_SECONDS = 60;
const RENEW_MS = (HELD_SECONDS * 1000) / 3;

/**
 * Lets one stream of a force be judged at a time, by all instances together (machine time of the database). Returns how to let go of it;
 * null where another is under way.
 */
export async function holdDryRun(database: Database, force: string): Promise<(() => Promise<void>) | null> {
  const run = randomUUID();
  const hold = async (): Promise<boolean> =>
    (
      await database.read(
        `insert into dry_runs as held (force, run, held_until) values ($1, $2, clock_timestamp() + make_interval(secs => $3))
         on conflict (force) do update set run = excluded.run, held_until = excluded.held_until
          where held.run = excluded.run or held.held_until < clock_timestamp()
         returning run`,
        [force, run, HELD_SECONDS],
      )
    ).length > 0;
  if (!(await hold())) return null;
  const renewing = setInterval(() => void hold().catch(() => undefined), RENEW_MS).unref();
  return async () => {
    clearInterval(renewing);
    await database.read('delete from dry_runs where force = $1 and run = $2 returning run', [force, run]);
  };
}
