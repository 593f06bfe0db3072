/** What the next messages are to meet at a provider, each trouble once and in this order. */
export class Troubles<T> {
  private added = 0;
  private metBefore = 0;

  /** `waiting` is the list from which the provider takes the first. */
  constructor(private readonly waiting: T[] = []) {}

  add(...troubles: readonly T[]): void {
    this.waiting.push(...troubles);
    this.added += troubles.length;
  }

  next(): T | undefined {
    return this.waiting.shift();
  }

  /** How many messages met one. */
  get met(): number {
    return this.added - this.waiting.length;
  }

  /** Whether a message met one since the last call; if so the provider is well from now on, and what still waited is dropped. */
  mend(): boolean {
    const any = this.met > this.metBefore;
    if (any) this.added -= this.waiting.splice(0).length;
    this.metBefore = this.met;
    return any;
  }
}
