import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** A real SMTP server on loopback that keeps what arrives, by recipient. */
export class Mailbox {
  private readonly letters: Letter[] = [];
  private read = 0;

  private constructor(
    private readonly server: SMTPServer,
    readonly port: number,
  ) {}

  /** Port 0 takes any free one. */
  static async open(port = 0): Promise<Mailbox> {
    let box: Mailbox | undefined;
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onData(stream, session, done) {
        void simpleParser(stream).then((mail) => {
          for (const { address } of session.envelope.rcptTo)
            box!.letters.push({ to: address, subject: mail.subject ?? '', text: mail.text ?? '' });
          done();
        }, done);
      },
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    box = new Mailbox(server, (server.server.address() as AddressInfo).port);
    return box;
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
