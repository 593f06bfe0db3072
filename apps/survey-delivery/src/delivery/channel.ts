import type { DeliveryChannel } from '@answerable/contracts';

export type MessageChannel = Exclude<DeliveryChannel, 'telephone'>;
export const messageChannels = ['email', 'sms', 'letter'] as const satisfies readonly MessageChannel[];

/** What a provider is given: our reference, where it goes, what it says. Held only while it is being sent. */
export interface OutgoingMessage {
  reference: string;
  to: { kind: 'email'; address: string } | { kind: 'sms'; number: string } | { kind: 'letter'; lines: string[] };
  subject: string;
  body: string;
}

/** What a provider made of a message. */
export type SendResult =
  | { kind: 'accepted'; providerId: string | null }
  /** Not now: try again, not before that many seconds. */
  | { kind: 'later'; afterSeconds: number; reason: string }
  /** Nothing goes by this channel until then. */
  | { kind: 'channel-closed'; until: 'in-a-minute' | 'tomorrow'; reason: string }
  /** The provider refuses us, whoever it is for: nothing goes by this channel for an hour, and somebody is told. */
  | { kind: 'wrongly-set-up'; reason: string }
  /** Never by this channel to this address. */
  | { kind: 'refused'; reason: string }
  /** The provider may or may not have taken it, and cannot be asked. */
  | { kind: 'unknown'; reason: string };

export type Found = { kind: 'found'; providerId: string } | { kind: 'not-found' } | { kind: 'cannot-tell' };

/** One provider of one channel. */
export interface ChannelAdapter {
  send(message: OutgoingMessage): Promise<SendResult>;
  /** Whether the provider has a message of ours: asked before anything is sent a second time. */
  find(reference: string): Promise<Found>;
  /** Whether acceptance means that it reached her unless it comes back, because no receipt will come. */
  readonly acceptedMeansReached: boolean;
}

/** The channels that are connected; a channel without an adapter is not offered to anybody. */
export type Channels = Readonly<Partial<Record<MessageChannel, ChannelAdapter>>>;
export const CHANNELS = Symbol('channels');

/** Channels without receipts: what was accepted there and did not come back has reached her. */
export const withoutReceipts = (channels: Channels): MessageChannel[] =>
  messageChannels.filter((channel) => channels[channel]?.acceptedMeansReached);

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** When a closed channel opens again: in a minute, in an hour, or when the provider's day begins (midnight UTC). */
export function reopening(result: Extract<SendResult, { kind: 'channel-closed' | 'wrongly-set-up' }>, now: Date): Date {
  if (result.kind === 'wrongly-set-up') return new Date(now.getTime() + HOUR_MS);
  if (result.until === 'in-a-minute') return new Date(now.getTime() + 60_000);
  return new Date((Math.floor(now.getTime() / DAY_MS) + 1) * DAY_MS);
}
