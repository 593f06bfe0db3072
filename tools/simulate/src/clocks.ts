import { setTimeout as pause } from 'node:timers/promises';

interface Idle {
  readonly idle: boolean;
  readonly pending: Readonly<Record<string, number>>;
}

/** The clocks of all services, moved together through the demo route; time moves only when everything has come to rest. */
export class Clocks {
  /** `services`: name -> base URL. `onSet` hears of every instant, before the services do. */
  constructor(
    private readonly services: Readonly<Record<string, string>>,
    private readonly onSet: (now: string) => void = () => {},
  ) {}

  /** Sets every clock to this instant (ISO 8601). */
  async set(now: string): Promise<void> {
    this.onSet(now);
    await Promise.all(
      Object.entries(this.services).map(async ([name, url]) => {
        const answer = await fetch(`${url}/_test/clock`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ now }),
        });
        if (!answer.ok)
          throw new Error(`${name} did not take the time ${now}: ${answer.status} ${await answer.text()}`);
      }),
    );
  }

  /**
   * Waits until no service has anything left to do, twice in a row: an event may be between two of them.
   * Throws with what is still pending after `limitMs`.
   */
  async rest(limitMs = 120_000): Promise<void> {
    const until = performance.now() + limitMs;
    let quiet = 0;
    let looks = 0;
    let busy: Record<string, unknown> = {};
    while (quiet < 2) {
      busy = {};
      await Promise.all(
        Object.entries(this.services).map(async ([name, url]) => {
          const state = (await fetch(`${url}/_test/idle`).then(
            (answer) => answer.json(),
            () => ({ idle: false, pending: 'down' }),
          )) as Idle;
          if (!state.idle) busy[name] = state.pending;
        }),
      );
      quiet = Object.keys(busy).length === 0 ? quiet + 1 : 0;
      if (performance.now() > until) throw new Error(`the platform did not come to rest: ${JSON.stringify(busy)}`);
      // Asking costs the services and the broker more than most of what they do: seldom where much is still to be done.
      if (quiet < 2) await pause(quiet > 0 ? 10 : Math.min(100, 10 * ++looks));
    }
  }
}
