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

/** Work not yet done, by name; tests and the demo wait until every count is 0. */
export class IdleChecks {
  private readonly checks = new Map<string, () => Promise<number>>();

  add(name: string, pending: () => Promise<number>): void {
    this.checks.set(name, pending);
  }

  async pending(): Promise<Record<string, number>> {
    const counts = await Promise.all([...this.checks].map(async ([name, pending]) => [name, await pending()] as const));
    return Object.fromEntries(counts);
  }
}
