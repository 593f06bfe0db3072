import type { DeliveryChannel, SafeNotes } from '@answerable/contracts';
import { linksSafe } from '../episodes/contact-assessment.js';
import type { Episode } from '../episodes/episode.js';
import { messageChannels, type Channels } from './channel.js';

export interface ChannelFacts {
  safe: SafeNotes;
  today: string;
  interpreter: boolean;
  preferred: DeliveryChannel | null;
  /** Channels that failed for good. */
  failed: readonly DeliveryChannel[];
  /** Channels that carried a message already, oldest first. */
  used: readonly DeliveryChannel[];
  /** 0 for the invitation, then 1 and 2 for the reminders. */
  step: number;
}

/**
 * When a channel may carry a message at all. A letter holds a code and no link; the rest need her word
 * that links are safe, and a number or mailbox that nobody else has.
 */
const mayUse: Readonly<Record<DeliveryChannel, (f: Pick<ChannelFacts, 'safe' | 'today'>) => boolean>> = {
  email: (f) => f.safe.email === 'safe' && !f.safe.sharedEmail && linkMayBeSent(f),
  sms: (f) => f.safe.text === 'safe' && !f.safe.sharedNumber && linkMayBeSent(f),
  letter: (f) => f.safe.letter === 'safe',
  telephone: (f) => f.safe.telephone !== 'unsafe',
};

const linkMayBeSent = (f: Pick<ChannelFacts, 'safe' | 'today'>): boolean =>
  linksSafe(f.safe, f.today) && f.safe.checkWordAgreed;

const order: readonly DeliveryChannel[] = ['email', 'sms', 'letter', 'telephone'];

/** Whether anything written may go to her: she called it safe, and it has not failed. */
export const mayBeWrittenTo = (f: Pick<ChannelFacts, 'safe' | 'today' | 'failed'>): boolean =>
  messageChannels.some((channel) => !f.failed.includes(channel) && mayUse[channel](f));

/** The channel for the next message; null: none is left. The second reminder goes another way than the last message. */
export function chooseChannel(f: ChannelFacts): DeliveryChannel | null {
  const possible = order.filter((channel) => !f.failed.includes(channel) && mayUse[channel](f));
  if (f.interpreter && possible.includes('telephone')) return 'telephone';
  const last = f.used.at(-1);
  const other = f.step >= 2 ? possible.filter((channel) => channel !== last) : possible;
  const from = other.length > 0 ? other : possible;
  if (f.preferred && from.includes(f.preferred)) return f.preferred;
  if (f.step === 1 && last && from.includes(last)) return last;
  return from[0] ?? null;
}

/** She called a way safe, and it alone is left, but somebody else has it too: what then is done a person decides. */
export const onlyWayIsShared = (safe: SafeNotes | null, channelWith: (safe: SafeNotes) => DeliveryChannel | null) =>
  safe !== null &&
  channelWith(safe) === null &&
  channelWith({ ...safe, sharedNumber: false, sharedEmail: false }) !== null;

/** The channel for her next message with the providers that are connected; without notes of her she can only be rung. */
export function nextChannel(
  episode: Pick<
    Episode,
    'safe' | 'interpreter' | 'preferredChannel' | 'failedChannels' | 'usedChannels' | 'messagesSent'
  >,
  today: string,
  connected: Channels,
): DeliveryChannel | null {
  if (!episode.safe) return 'telephone';
  return chooseChannel({
    safe: episode.safe,
    today,
    interpreter: episode.interpreter,
    preferred: episode.preferredChannel,
    failed: [...episode.failedChannels, ...messageChannels.filter((c) => !connected[c])],
    used: episode.usedChannels,
    step: episode.messagesSent,
  });
}
