import { ask } from '@answerable/service';
import { NotifyClient } from 'notifications-node-client';
import type { ChannelAdapter, Found, MessageChannel, OutgoingMessage, SendResult } from './channel.js';

export interface NotifyOptions {
  url: string;
  apiKey: string;
  /** Id of a pass-through template in Notify: its text is ((subject)) and ((body)), so that ours are the only texts. */
  templateId: string;
  timeoutMs?: number;
}

interface NotifyErrorBody {
  errors?: { error?: string; message?: string }[];
}
interface RestOptions {
  method: string;
  url: string;
  data?: unknown;
  headers: Record<string, string>;
}

class NotifyFailure extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
    readonly detail: string,
  ) {
    super(`notify ${status} ${kind}`);
  }
}

/** The REST client the Notify library is given: one with a time limit, so that a provider that hangs holds nobody up. */
const restClient = (timeoutMs: number) => async (options: RestOptions) => {
  const response = await ask(options.url, {
    method: options.method.toUpperCase(),
    headers: { ...options.headers, 'Content-Type': 'application/json' },
    ...(options.data !== undefined && { body: JSON.stringify(options.data) }),
    timeoutMs,
  });
  const data: unknown = await response.json().catch(() => ({}));
  if (!response.ok) {
    const [first] = (data as NotifyErrorBody).errors ?? [];
    throw new NotifyFailure(response.status, first?.error ?? 'unknown', first?.message ?? '');
  }
  return { status: response.status, data };
};

/** GOV.UK Notify for one channel. Errors: docs.notifications.service.gov.uk/node.html, "Error codes" of each method. */
export class NotifyChannel implements ChannelAdapter {
  /** A letter has no receipt that says it was read; e-mail and text have one that says it arrived. */
  readonly acceptedMeansReached: boolean;
  private readonly client: NotifyClient;

  constructor(
    private readonly channel: MessageChannel,
    private readonly options: NotifyOptions,
  ) {
    this.acceptedMeansReached = channel === 'letter';
    this.client = new NotifyClient(options.url, options.apiKey);
    this.client.setClient(restClient(options.timeoutMs ?? 15_000) as never);
  }

  async send(message: OutgoingMessage): Promise<SendResult> {
    const template = this.options.templateId;
    const reference = message.reference;
    const text = { subject: message.subject, body: message.body };
    try {
      const { data } = await this.dispatch(template, message, reference, text);
      return { kind: 'accepted', providerId: data.id };
    } catch (error) {
      return resultOf(error);
    }
  }

  async find(reference: string): Promise<Found> {
    const { data } = await this.client.getNotifications(this.channel, undefined, reference, undefined);
    const found = data.notifications[0];
    return found ? { kind: 'found', providerId: found.id } : { kind: 'not-found' };
  }

  private dispatch(
    template: string,
    { to }: OutgoingMessage,
    reference: string,
    text: { subject: string; body: string },
  ): Promise<{ data: { id: string } }> {
    if (to.kind === 'email') return this.client.sendEmail(template, to.address, { personalisation: text, reference });
    if (to.kind === 'sms')
      return this.client.sendSms(template, to.number, { personalisation: { body: text.body }, reference });
    const lines = Object.fromEntries(to.lines.map((line, i) => [`address_line_${i + 1}`, line]));
    return this.client.sendLetter(template, { personalisation: { ...text, ...lines }, reference });
  }
}

/** Notify's errors, and what each means for us. */
const byKind: Readonly<Record<string, SendResult>> = {
  RateLimitError: { kind: 'channel-closed', until: 'in-a-minute', reason: 'rate limit' },
  TooManyRequestsError: { kind: 'channel-closed', until: 'tomorrow', reason: 'daily limit' },
  ValidationError: { kind: 'refused', reason: 'address not valid' },
  // A template that is none, a missing placeholder, a key of a team or a trial: nobody's address is to blame.
  BadRequestError: { kind: 'wrongly-set-up', reason: 'request not accepted' },
  AuthError: { kind: 'wrongly-set-up', reason: 'key not accepted' },
};

function resultOf(error: unknown): SendResult {
  if (!(error instanceof NotifyFailure)) {
    // Refused connections never reached Notify; anything else may have, and Notify is asked before the next try.
    return { kind: 'later', afterSeconds: 60, reason: error instanceof Error ? error.name : 'network' };
  }
  if (error.status >= 500) return { kind: 'later', afterSeconds: 300, reason: `notify ${error.status}` };
  if (error.kind === 'BadRequestError' && /international/i.test(error.detail))
    return { kind: 'refused', reason: 'number abroad' };
  return byKind[error.kind] ?? { kind: 'later', afterSeconds: 3600, reason: `notify ${error.status}` };
}
