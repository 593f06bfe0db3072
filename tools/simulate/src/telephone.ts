import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The telephone system on which staff's calls really arrive: it rings the number it is told, and the caller sees none. */
export class Telephone {
  /** The number rung last. */
  lastDialled: string | undefined;
  private server!: Server;

  static async open(): Promise<Telephone> {
    const telephone = new Telephone();
    telephone.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        telephone.lastDialled = (JSON.parse(body) as { to: string }).to;
        response.writeHead(202, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => telephone.server.listen(0, '127.0.0.1', resolve));
    return telephone;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/calls`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
