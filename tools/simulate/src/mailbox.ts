import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { Troubles } from './troubles.js';

export interface Letter {
  /** What the sender calls this message, the same at every try. */
  readonly reference: string;
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
    /** What the next connections meet: a server that has no time, or one that says nothing. */
    readonly troubles: Troubles<'refused' | 'hanging'>,
  ) {}

  /** Port 0 takes any free one. */
  static async open(port = 0, host = '127.0.0.1'): Promise<Mailbox> {
    const letters: Letter[] = [];
    const troubles = new Troubles<'refused' | 'hanging'>();
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onConnect(_session, done) {
        const trouble = troubles.next();
        if (trouble === 'hanging') return;
        done(trouble && Object.assign(new Error('Too busy, try again'), { responseCode: 421 }));
      },
      async onData(stream, session, done) {
        try {
          const mail = await simpleParser(stream);
          for (const { address } of session.envelope.rcptTo)
            letters.push({
              reference: mail.messageId ?? '',
              to: address,
              subject: mail.subject ?? '',
              text: mail.text ?? '',
            });
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
    return new Mailbox(server, letters, (server.server.address() as AddressInfo).port, troubles);
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
