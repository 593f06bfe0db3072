import { createTransport, type Transporter } from 'nodemailer';
import type { ChannelAdapter, Found, OutgoingMessage, SendResult } from './channel.js';

const TIMEOUT_MS = 15_000;
/** Codes of nodemailer that say the message never left: no server was there to take it. */
const neverLeft = new Set(['ECONNECTION', 'ECONNREFUSED', 'EDNS', 'EAUTH', 'ETLS', 'EPROTOCOL']);

interface SmtpError {
  code?: string;
  responseCode?: number;
  command?: string;
  message?: string;
}

/** E-mail over SMTP. A mail server cannot be asked what it took: what is not known stays unknown and is not sent again. */
export class SmtpChannel implements ChannelAdapter {
  readonly acceptedMeansReached = true;
  private readonly transport: Transporter;

  constructor(
    url: string,
    private readonly from: string,
    private readonly domain: string,
  ) {
    this.transport = createTransport(url, { from });
    const options = this.transport.options as unknown as Record<string, unknown>;
    Object.assign(options, {
      pool: true,
      maxConnections: 8,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    });
  }

  async send(message: OutgoingMessage): Promise<SendResult> {
    if (message.to.kind !== 'email') throw new Error('an e-mail needs an e-mail address');
    try {
      await this.transport.sendMail({
        from: this.from,
        to: message.to.address,
        replyTo: `replies+${message.reference}@${this.domain}`,
        subject: message.subject,
        text: message.body,
        messageId: `<${message.reference}@${this.domain}>`,
        envelope: { from: `bounces+${message.reference}@${this.domain}`, to: message.to.address },
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { kind: 'accepted', providerId: null };
    } catch (error) {
      return resultOf(error as SmtpError);
    }
  }

  async find(): Promise<Found> {
    return { kind: 'cannot-tell' };
  }
}

function resultOf(error: SmtpError): SendResult {
  const reason = error.responseCode ? `smtp ${error.responseCode}` : (error.code ?? 'smtp');
  if (error.responseCode && error.responseCode >= 500) return { kind: 'refused', reason };
  if (error.responseCode && error.responseCode >= 400) return { kind: 'later', afterSeconds: 900, reason };
  if (error.code && neverLeft.has(error.code)) return { kind: 'later', afterSeconds: 60, reason };
  return { kind: 'unknown', reason };
}
