/** Readiness: each part says by throwing that it cannot serve. */
export class HealthChecks {
  private readonly checks = new Map<string, () => Promise<void>>();

  add(name: string, check: () => Promise<void>): void {
    this.checks.set(name, check);
  }

  /** The names of the parts that cannot serve. */
  async failing(): Promise<string[]> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, check]) => {
        try {
          await check();
          return [];
        } catch {
          return [name];
        }
      }),
    );
    return results.flat();
  }
}

interface Check {
  readonly pending: () => Promise<number>;
  readonly elsewhere: boolean;
}

/** Work not yet done, by name; tests and the demo wait until every count is 0. */
export class IdleChecks {
  private readonly checks = new Map<string, Check>();
  private stirs = 0;
  private underWay = 0;
  private restedAfter = -1;

  /** `elsewhere`: it waits outside this service, and can grow while the service does nothing. */
  add(name: string, pending: () => Promise<number>, { elsewhere = false } = {}): void {
    this.checks.set(name, { pending, elsewhere });
  }

  /** Something has happened that may have made work: a request, an event, a new time, due work that was done. */
  stir(): void {
    this.stirs++;
  }

  /** As `stir`, for what takes its time: until `ended` nothing is taken as settled. */
  begin(): () => void {
    this.underWay++;
    return () => {
      this.underWay--;
      this.stirs++;
    };
  }

  /**
   * All counts; `runWorks` runs what may be due and gives its own. Where nothing stirred since all were 0, only what waits elsewhere is
   * asked for: looking at the rest costs more than most of what a service does.
   */
  async look(runWorks: () => Promise<Record<string, number>>): Promise<Record<string, number>> {
    if (this.isAtRest()) {
      const waiting = await this.count(({ elsewhere }) => elsewhere);
      // What waited elsewhere may have come while it was counted.
      if (this.isAtRest()) return waiting;
    }
    const before = this.stirs;
    const done = await runWorks();
    const pending = { ...(await this.pending()), ...done };
    const none = Object.values(pending).every((count) => count === 0);
    this.restedAfter = none && this.underWay === 0 ? before : -1;
    return pending;
  }

  pending(): Promise<Record<string, number>> {
    return this.count(() => true);
  }

  private isAtRest(): boolean {
    return this.underWay === 0 && this.stirs === this.restedAfter;
  }

  private async count(which: (check: Check) => boolean): Promise<Record<string, number>> {
    const asked = [...this.checks].filter(([, check]) => which(check));
    return Object.fromEntries(await Promise.all(asked.map(async ([name, { pending }]) => [name, await pending()])));
  }
}
