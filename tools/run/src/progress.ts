/** Lines, and one bar that is redrawn where a person watches and printed in steps where nobody does. */
export class Progress {
  private shown = -1;

  constructor(private readonly out: NodeJS.WriteStream) {}

  say(line: string): void {
    this.out.write(`${this.out.isTTY && this.shown >= 0 ? '\r\u001b[K' : ''}${line}\n`);
  }

  /** `done` is a share from 0 to 1. */
  bar(done: number, what: string): void {
    if (this.out.isTTY) {
      const cells = Math.round(Math.min(1, done) * 30);
      this.out.write(`\r\u001b[K  [${'#'.repeat(cells)}${'.'.repeat(30 - cells)}] ${what}`);
      this.shown = cells;
      return;
    }
    const step = Math.floor(done * 20);
    if (step > this.shown) this.out.write(`  ${String(step * 5).padStart(3)}%  ${what}\n`);
    this.shown = Math.max(this.shown, step);
  }

  end(): void {
    if (this.out.isTTY && this.shown >= 0) this.out.write('\n');
    this.shown = -1;
  }
}
