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
   * Waits until no service has anything left to do, twice in a row: an event may be between two of them. Throws with what is still
   * pending after `limitMs`.
   */
  async rest(limitMs = 120_000): Promise<void> {
    const until = performance.now() + limitMs;
    const all = Object.keys(this.services);
    // Asking costs the services and the broker more than most of what they do: while some are busy, these alone are asked.
    let asked = all;
    for (let quiet = 0, looks = 0; quiet < 2;) {
      const busy = await this.busy(asked);
      const names = Object.keys(busy);
      quiet = names.length === 0 && asked === all ? quiet + 1 : 0;
      if (performance.now() > until) throw new Error(`the platform did not come to rest: ${JSON.stringify(busy)}`);
      asked = names.length === 0 ? all : names;
      if (quiet < 2) await pause(names.length === 0 ? 10 : Math.min(100, 10 * ++looks));
    }
  }

  /** What is still pending, of those services that have anything left to do; one that is down has. */
  private async busy(names: readonly string[]): Promise<Record<string, unknown>> {
    const states = await Promise.all(
      names.map(async (name) => {
        const state = (await fetch(`${this.services[name]}/_test/idle`).then(
          (answer) => answer.json(),
          () => ({ idle: false, pending: 'down' }),
        )) as Idle;
        return [name, state] as const;
      }),
    );
    return Object.fromEntries(states.flatMap(([name, { idle, pending }]) => (idle ? [] : [[name, pending]])));
  }
}
