import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** A real SMTP server, on loopback unless told, that keeps what arrives, by recipient. */
export class Mailbox {
  private read = 0;

  private constructor(
    private readonly server: SMTPServer,
    private readonly letters: readonly Letter[],
    readonly port: number,
  ) {}

  /** Port 0 takes any free one. */
  static async open(port = 0, host = '127.0.0.1'): Promise<Mailbox> {
    const letters: Letter[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      async onData(stream, session, done) {
        try {
          const mail = await simpleParser(stream);
          for (const { address } of session.envelope.rcptTo)
            letters.push({ to: address, subject: mail.subject ?? '', text: mail.text ?? '' });
          done();
        } catch (error) {
          done(error as Error);
        }
      },
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    return new Mailbox(server, letters, (server.server.address() as AddressInfo).port);
  }

  /** What arrived since the last call. */
  collect(): Letter[] {
    const fresh = this.letters.slice(this.read);
    this.read = this.letters.length;
    return fresh;
  }

  all(): readonly Letter[] {
    return this.letters;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
