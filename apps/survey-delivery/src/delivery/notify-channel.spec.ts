import { randomUUID } from 'node:crypto';
import { startNotifyStandIn, type NotifyStandIn } from '@answerable/notify-stand-in';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessageChannel, OutgoingMessage } from './channel.js';
import { NotifyChannel } from './notify-channel.js';

const apiKey = `answerable-${randomUUID()}-${randomUUID()}`;
const templateId = randomUUID();
let notify: NotifyStandIn;
beforeAll(async () => {
  notify = await startNotifyStandIn({ apiKey, templateIds: [templateId] });
});
afterAll(() => notify?.close());

const ways: Record<MessageChannel, OutgoingMessage['to']> = {
  email: { kind: 'email', address: 'ana@canary.example' },
  sms: { kind: 'sms', number: '07700 900123' },
  letter: { kind: 'letter', lines: ['Ana', '1 Canary Row', 'SE1 1AA'] },
};
const send = (channel: MessageChannel, to = ways[channel], set: { apiKey?: string; templateId?: string } = {}) =>
  new NotifyChannel(channel, { url: notify.url, apiKey, templateId, timeoutMs: 5000, ...set }).send({
    reference: randomUUID(),
    to,
    subject: 'Hello',
    body: 'A few lines.',
  });

test.each(['email', 'sms', 'letter'] as const)(
  '%s goes out by a template that passes our text on, and is found by our reference',
  async (channel) => {
    expect(await send(channel)).toEqual({ kind: 'accepted', providerId: notify.deliveries.at(-1)!.id });
    const { type, body, reference } = notify.deliveries.at(-1)!;
    expect({ type, body }).toEqual({ type: channel, body: 'A few lines.' });
    const adapter = new NotifyChannel(channel, { url: notify.url, apiKey, templateId });
    expect(await adapter.find(reference!)).toMatchObject({ kind: 'found' });
    expect(await adapter.find(randomUUID())).toEqual({ kind: 'not-found' });
    expect(adapter.acceptedMeansReached, 'a letter alone has no receipt').toBe(channel === 'letter');
  },
);

test('an address that is none is refused: nobody else is concerned', async () => {
  expect(await send('email', { kind: 'email', address: 'nobody' })).toMatchObject({ kind: 'refused' });
  expect(await send('sms', { kind: 'sms', number: '12' })).toMatchObject({ kind: 'refused' });
});

test.each([
  ['a template that is none', { templateId: randomUUID() }],
  ['a key that is not ours', { apiKey: `answerable-${randomUUID()}-${randomUUID()}` }],
])('%s is our mistake: the channel closes, and no address fails by it', async (_, set) => {
  expect(await send('sms', ways.sms, set)).toMatchObject({ kind: 'wrongly-set-up' });
});

test.each([
  ['error 500', { status: 500 }, { kind: 'later', afterSeconds: 300 }],
  ['error 503', { status: 503 }, { kind: 'later', afterSeconds: 300 }],
  [
    'a key in trial mode',
    { status: 400, error: 'BadRequestError', message: 'service is in trial mode' },
    { kind: 'wrongly-set-up' },
  ],
  [
    'a number abroad',
    { status: 400, error: 'BadRequestError', message: 'Cannot send to international mobile numbers' },
    { kind: 'refused' },
  ],
  ['the limit of a minute', { status: 429, error: 'RateLimitError' }, { kind: 'channel-closed', until: 'in-a-minute' }],
  ['the limit of a day', { status: 429, error: 'TooManyRequestsError' }, { kind: 'channel-closed', until: 'tomorrow' }],
])('%s: what follows is in the table', async (_, trouble, result) => {
  notify.troubles.push({ kind: 'error', ...trouble });
  expect(await send('sms')).toMatchObject(result);
});
