import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errors, jwtVerify } from 'jose';
import { personalised, sendRequest, type NotificationType, type SendRequest } from './contract.js';

/** A message as the stand-in took it. */
export interface Delivery {
  id: string;
  type: NotificationType;
  reference: string | null;
  to: string;
  subject: string;
  body: string;
  templateId: string;
  status: string;
  createdAt: string;
}

export interface StandInOptions {
  /** As Notify writes it: `<name>-<service id>-<secret>`. */
  apiKey: string;
  port?: number;
  /** Address it listens on; loopback where absent. */
  host?: string;
  templateIds: readonly string[];
  /** Where receipts are posted, and the bearer token they carry; none are sent where absent. */
  receipts?: { url: () => string; token: string };
  /** Told of each message as it is taken. */
  onDelivery?: (delivery: Delivery) => void;
  /** Requests a minute and messages a day before 429; Notify's own: 3,000 and the service's daily limit. */
  perMinute?: number;
  perDay?: number;
}

/** What the next requests are to meet; each is used once, in this order. */
export type Trouble =
  | { kind: 'hang' }
  | { kind: 'error'; status: number; error?: string; message?: string }
  /** 429: too many in a minute, or in a day. */
  | { kind: 'limit'; error: 'RateLimitError' | 'TooManyRequestsError' }
  /** Takes the message, then breaks off, or never answers. */
  | { kind: 'accept-and-break' }
  | { kind: 'accept-and-hang' };

export interface NotifyStandIn {
  url: string;
  deliveries: Delivery[];
  /** Asked for each send in turn before it is answered. */
  troubles: Trouble[];
  /** Posts the receipt of a message, as Notify does some time after. */
  receipt: (id: string, status: string) => Promise<number>;
  /** Posts a text message that somebody sent to the service's number. */
  reply: (from: string, message: string, url: string) => Promise<number>;
  close: () => Promise<void>;
}

const errorBody = (status: number, error: string, message: string) => ({
  status_code: status,
  errors: [{ error, message }],
});

/**
 * A server that keeps GOV.UK Notify's contract as its documentation states it: signed requests, sending, asking by reference,
 * rate and daily limits, errors, receipts. For tests and the demo; nothing leaves this machine.
 */
export async function startNotifyStandIn(options: StandInOptions): Promise<NotifyStandIn> {
  const serviceId = options.apiKey.slice(-73, -37);
  const secret = new TextEncoder().encode(options.apiKey.slice(-36));
  const deliveries: Delivery[] = [];
  const troubles: Trouble[] = [];
  const sends: number[] = [];

  const authorised = async (request: IncomingMessage): Promise<string | null> => {
    const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    if (!token) return 'Unauthorized: authentication token must be provided';
    try {
      await jwtVerify(token, secret, {
        algorithms: ['HS256'],
        issuer: serviceId,
        maxTokenAge: '30s',
        clockTolerance: 30,
      });
      return null;
    } catch (error) {
      return error instanceof errors.JWTExpired
        ? 'Error: Your system clock must be accurate to within 30 seconds'
        : 'Invalid token: signature, api token not found';
    }
  };

  const limit = (): { error: string; message: string } | null => {
    const now = Date.now();
    const lastMinute = sends.filter((at) => at > now - 60_000).length;
    if (lastMinute >= (options.perMinute ?? 3000))
      return {
        error: 'RateLimitError',
        message: `Exceeded rate limit for key type LIVE of ${options.perMinute ?? 3000} requests per 60 seconds`,
      };
    if (sends.length >= (options.perDay ?? 250_000))
      return {
        error: 'TooManyRequestsError',
        message: `Exceeded send limits (${options.perDay ?? 250_000}) for today`,
      };
    return null;
  };

  const send = async (type: NotificationType, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refused = limit();
    if (refused) return json(response, 429, errorBody(429, refused.error, refused.message));
    const trouble = troubles.shift();
    if (trouble?.kind === 'hang') return;
    if (trouble?.kind === 'limit') return json(response, 429, errorBody(429, trouble.error, 'Exceeded limit'));
    if (trouble?.kind === 'error')
      return json(
        response,
        trouble.status,
        errorBody(trouble.status, trouble.error ?? 'Exception', trouble.message ?? 'Internal server error'),
      );
    const parsed = sendRequest(type).safeParse(await body(request));
    if (!parsed.success) {
      const message = parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join(', ');
      return json(response, 400, errorBody(400, 'ValidationError', message));
    }
    const message = parsed.data as SendRequest;
    if (!options.templateIds.includes(message.template_id))
      return json(response, 400, errorBody(400, 'BadRequestError', 'Template not found'));
    const text = personalised(type, message);
    if (!text) return json(response, 400, errorBody(400, 'BadRequestError', 'Missing personalisation: body'));
    sends.push(Date.now());
    const delivery: Delivery = {
      id: randomUUID(),
      type,
      reference: message.reference ?? null,
      ...text,
      templateId: message.template_id,
      status: type === 'letter' ? 'accepted' : 'sending',
      createdAt: new Date().toISOString(),
    };
    deliveries.push(delivery);
    options.onDelivery?.(delivery);
    if (trouble?.kind === 'accept-and-hang') return;
    if (trouble?.kind === 'accept-and-break') return void response.destroy();
    json(response, 201, {
      id: delivery.id,
      reference: delivery.reference,
      content: {
        body: delivery.body,
        ...(type !== 'sms' && { subject: delivery.subject }),
        ...(type === 'sms' && { from_number: 'GOVUK' }),
      },
      uri: `/v2/notifications/${delivery.id}`,
      template: { id: delivery.templateId, version: 1, uri: `/v2/template/${delivery.templateId}` },
      scheduled_for: null,
    });
  };

  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://notify');
      const refused = await authorised(request);
      if (refused) return json(response, 403, errorBody(403, 'AuthError', refused));
      const [, sent] = /^\/v2\/notifications\/(email|sms|letter)$/.exec(url.pathname) ?? [];
      if (request.method === 'POST' && sent) return send(sent as NotificationType, request, response);
      const [, id] = /^\/v2\/notifications\/([0-9a-f-]{36})$/.exec(url.pathname) ?? [];
      if (request.method === 'GET' && id) {
        const found = deliveries.find((d) => d.id === id);
        return found
          ? json(response, 200, asNotification(found))
          : json(response, 404, errorBody(404, 'NoResultFound', 'No result found'));
      }
      if (request.method === 'GET' && url.pathname === '/v2/notifications') {
        const wanted = (d: Delivery) =>
          (!url.searchParams.has('reference') || d.reference === url.searchParams.get('reference')) &&
          (!url.searchParams.has('template_type') || d.type === url.searchParams.get('template_type')) &&
          (!url.searchParams.has('status') || d.status === url.searchParams.get('status'));
        return json(response, 200, {
          notifications: deliveries.filter(wanted).map(asNotification),
          links: { current: url.pathname + url.search },
        });
      }
      json(response, 404, errorBody(404, 'NoResultFound', 'No result found'));
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries,
    troubles,
    receipt: async (id, status) => {
      const delivery = deliveries.find((d) => d.id === id);
      if (!delivery || !options.receipts) throw new Error('no such message, or nowhere to send receipts to');
      delivery.status = status;
      const answer = await fetch(options.receipts.url(), {
        method: 'POST',
        headers: { authorization: `Bearer ${options.receipts.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          id,
          reference: delivery.reference,
          to: delivery.to,
          status,
          created_at: delivery.createdAt,
          completed_at: new Date().toISOString(),
          sent_at: delivery.createdAt,
          notification_type: delivery.type,
          template_id: delivery.templateId,
          template_version: 1,
        }),
      });
      return answer.status;
    },
    reply: async (from, message, to) => {
      const answer = await fetch(to, {
        method: 'POST',
        headers: { authorization: `Bearer ${options.receipts?.token ?? ''}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          id: randomUUID(),
          source_number: from,
          destination_number: '447700900000',
          message,
          date_received: new Date().toISOString(),
        }),
      });
      return answer.status;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const asNotification = (d: Delivery) => ({
  id: d.id,
  reference: d.reference,
  type: d.type,
  status: d.status,
  body: d.body,
  subject: d.type === 'sms' ? null : d.subject,
  created_at: d.createdAt,
  template: { id: d.templateId, version: 1, uri: `/v2/template/${d.templateId}` },
});

function json(response: ServerResponse, status: number, content: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(content));
}

async function body(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
