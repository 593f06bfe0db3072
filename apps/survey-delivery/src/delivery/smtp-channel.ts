import type { Readable } from 'node:stream';
import { createTransport, type Transporter } from 'nodemailer';
import type { ChannelAdapter, Found, OutgoingMessage, SendResult } from './channel.js';

const TIMEOUT_MS = 15_000;
/** Replies to these commands judge her address or this text; a refusal of any other judges how we are set up. */
const aboutThisMessage = new Set(['RCPT TO', 'DATA']);
/** What nodemailer itself refuses, whoever the server is: an address that is none. */
const notWellFormed = new Set(['EENVELOPE', 'EMESSAGE']);

interface SmtpError {
  code?: string;
  responseCode?: number;
  command?: string;
}

/** E-mail over SMTP. A mail server cannot be asked what it took: what is not known stays unknown and is not sent again. */
export class SmtpChannel implements ChannelAdapter {
  readonly acceptedMeansReached = true;
  private readonly transport: Transporter;
  /** Texts on their way. Nodemailer gives the same error for a connection lost before and after DATA; whether any of it was read tells. */
  private readonly texts = new Map<string, Readable>();

  constructor(
    url: string,
    private readonly from: string,
    private readonly domain: string,
  ) {
    const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
    this.transport = createTransport({ url, ...timeouts });
    this.transport.use('stream', (mail, done) => {
      const create = mail.message.createReadStream.bind(mail.message);
      mail.message.createReadStream = (options) => {
        const stream = create(options);
        this.texts.set(mail.data.messageId!, stream);
        return stream;
      };
      done();
    });
  }

  async send(message: OutgoingMessage): Promise<SendResult> {
    if (message.to.kind !== 'email') throw new Error('an e-mail needs an e-mail address');
    const messageId = `<${message.reference}@${this.domain}>`;
    try {
      await this.transport.sendMail({
        from: this.from,
        to: message.to.address,
        replyTo: `replies+${message.reference}@${this.domain}`,
        subject: message.subject,
        text: message.body,
        messageId,
        envelope: { from: `bounces+${message.reference}@${this.domain}`, to: message.to.address },
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { kind: 'accepted', providerId: null };
    } catch (error) {
      return resultOf(error as SmtpError, this.texts.get(messageId)?.readableDidRead ?? false);
    } finally {
      this.texts.delete(messageId);
    }
  }

  async find(): Promise<Found> {
    return { kind: 'cannot-tell' };
  }
}

function resultOf({ code, responseCode, command }: SmtpError, begun: boolean): SendResult {
  const reason = responseCode ? `smtp ${responseCode}` : (code ?? 'smtp');
  if (responseCode && responseCode >= 500)
    return { kind: aboutThisMessage.has(command ?? '') ? 'refused' : 'wrongly-set-up', reason };
  if (responseCode && responseCode >= 400) return { kind: 'later', afterSeconds: 900, reason };
  if (begun) return { kind: 'unknown', reason };
  if (notWellFormed.has(code ?? '')) return { kind: 'refused', reason };
  return { kind: 'later', afterSeconds: 60, reason };
}
