import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The telephone system on which staff's calls really arrive: it rings the number it is told, and the caller sees none. */
export class Telephone {
  private readonly rung = new Map<string, string>();
  private server!: Server;

  /** Port 0 takes any free one. */
  static async open(port = 0, host = '127.0.0.1'): Promise<Telephone> {
    const telephone = new Telephone();
    telephone.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const call = JSON.parse(body) as { reference: string; to: string };
        telephone.rung.set(call.reference, call.to);
        response.writeHead(202, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => telephone.server.listen(port, host, resolve));
    return telephone;
  }

  /** The number rung last in this episode. */
  lastRungFor(episodeId: string | null): string | undefined {
    return this.rung.get(episodeId ?? '');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/calls`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
