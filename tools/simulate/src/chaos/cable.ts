import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A TCP connection to a part that can be cut and mended, as networks are. */
export class Cable {
  private readonly ends = new Set<Socket>();
  private state: 'whole' | 'cut' | 'frozen' = 'whole';

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  /** From a free port of this machine to the given one. */
  static async to(port: number): Promise<Cable> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const cable = new Cable(server, (server.address() as AddressInfo).port);
    server.on('connection', (near) => cable.join(near, port));
    return cable;
  }

  /** Ends every connection and refuses new ones. */
  cut(): void {
    this.state = 'cut';
    for (const end of this.ends) end.destroy();
  }

  /** Lets nothing through, and tells nobody. */
  freeze(): void {
    this.state = 'frozen';
    for (const end of this.ends) end.pause();
  }

  mend(): void {
    this.state = 'whole';
    for (const end of this.ends) end.resume();
  }

  close(): Promise<void> {
    this.cut();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private join(near: Socket, port: number): void {
    if (this.state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.ends.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.ends.delete(from);
        to.destroy();
      });
      from.pipe(to);
      if (this.state === 'frozen') from.pause();
    }
  }
}
