import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@answerable/persistence';
import { Clock, london } from '@answerable/service';
import { hasEnded, type Episode } from '../episodes/episode.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import { nextContactMoment } from './contact-hours.js';
import { reopening, type SendResult } from './channel.js';
import { SettingsStore } from '../oversight/settings.store.js';
import { afterMessage } from './next-moment.js';
import { MessageStore, type Message, type MessageStatus, type Receipt } from './message.store.js';

/** How often a failure of this kind may happen on a channel before the channel counts as failed for her. */
const patience: Readonly<Record<Exclude<Receipt, 'delivered'>, { times: number; againAfterHours: number }>> = {
  'temporary-failure': { times: 2, againAfterHours: 24 },
  'technical-failure': { times: 3, againAfterHours: 1 },
  'permanent-failure': { times: 1, againAfterHours: 0 },
};
/** Receipts only move a message forward; a replayed or late one changes nothing. */
const settled: ReadonlySet<MessageStatus> = new Set([
  'delivered',
  'temporary-failure',
  'permanent-failure',
  'technical-failure',
  'cancelled',
]);
const HOUR_MS = 3_600_000;

/** Writes down what became of a message, and what follows for the episode: reached, another try, another channel. */
@Injectable()
export class SettleMessage {
  constructor(
    private readonly database: Database,
    private readonly messages: MessageStore,
    private readonly episodes: EpisodeStore,
    private readonly settings: SettingsStore,
    private readonly clock: Clock,
  ) {}

  /** The provider's answer to a try. */
  async provider(message: Message, result: SendResult): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const episode = await this.episodes.byIdLocked(tx, message.episodeId);
      const held = await this.messages.byIdLocked(tx, message.id);
      if (!episode || held?.status !== 'sending') return;
      if (result.kind === 'later')
        return this.messages.retry(tx, message.id, new Date(now.getTime() + result.afterSeconds * 1000));
      if (result.kind === 'channel-closed' || result.kind === 'wrongly-set-up') {
        const until = reopening(result, now);
        await this.messages.closeChannel(tx, message.channel, until, result.reason);
        return this.messages.retry(tx, message.id, until);
      }
      if (result.kind === 'refused') {
        if (result.reason === 'stopped') return this.cancel(tx, episode, message, now);
        return this.fail(tx, episode, message, 'permanent-failure', now, { shared: result.reason === 'shared' });
      }
      const status = result.kind === 'accepted' ? 'accepted' : 'unconfirmed';
      const providerId = result.kind === 'accepted' ? result.providerId : null;
      await this.messages.settle(tx, { id: message.id, status, providerId, sentAt: now }, now);
      episode.firstInvitedAt ??= now;
      if (episode.state === 'inviting') await this.countFrom(tx, episode, message, now);
      await this.episodes.save(tx, episode, now);
      await this.episodes.tell(tx, [
        {
          episodeId: episode.id,
          at: now,
          kind: 'message-sent',
          detail: { channel: message.channel, confirmed: status === 'accepted' },
        },
      ]);
    });
  }

  /**
   * The next one is due as long after this one as after any: also where this one waited, for a provider or a pause, since the day it
   * was written; and where another was asked for while this one was on its way: this is it.
   */
  private async countFrom(tx: Tx, episode: Episode, { createdAt }: Message, now: Date): Promise<void> {
    if (!episode.dueAt || (episode.dueAt > now && london.today(createdAt) === london.today(now))) return;
    const next = afterMessage(episode, await this.settings.settings(tx, episode.organisationId), now);
    if (next === null || next > episode.dueAt) episode.dueAt = next;
  }

  /** A receipt that came later. Returns false where we know no such message. */
  async receipt(by: { messageId?: string | null; providerId?: string }, receipt: Receipt): Promise<boolean> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const known = await this.messages.known(tx, by);
      if (!known) return by.messageId ? this.messages.receiptInDoubt(tx, by.messageId, receipt) : false;
      const episode = (await this.episodes.byIdLocked(tx, known.episodeId))!;
      const found = (await this.messages.byIdLocked(tx, known.id))!;
      if (settled.has(found.status)) return true;
      if (receipt !== 'delivered') {
        await this.fail(tx, episode, found, receipt, now);
        return true;
      }
      await this.messages.settle(tx, { ...found, status: 'delivered', sentAt: found.sentAt ?? now }, now);
      episode.reached = true;
      episode.firstInvitedAt ??= now;
      await this.episodes.save(tx, episode, now);
      return true;
    });
  }

  /** What its provider said of a message while it was in doubt, now that it is made again. */
  async early({ id }: Message): Promise<void> {
    const receipt = await this.database.transaction((tx) => this.messages.earlyReceipt(tx, id));
    if (receipt) await this.receipt({ messageId: id }, receipt);
  }

  /**
   * Something came between writing the message and sending it. What was lost to a hold is due when the hold ends, and what was lost
   * to news of the police when somebody has looked at it; in any other
   * state somebody or something else has said when she is written to next.
   */
  private async cancel(tx: Tx, episode: Episode, message: Message, now: Date): Promise<void> {
    await this.messages.settle(tx, { ...message, status: 'cancelled' }, now);
    if (hasEnded(episode.state)) return;
    giveBackStep(episode, message);
    if (episode.state === 'held') episode.dueAt = now;
    episode.resumeAt = null;
    await this.episodes.save(tx, episode, now);
  }

  /**
   * Call with the episode and the message locked. The same step is tried again, by another channel where this one has failed; at
   * its time, where a later message has gone meanwhile or is on its way: nobody is written to twice at once. A channel has not failed
   * where somebody else has her number or mailbox too: what is left is decided on at once.
   */
  async fail(
    tx: Tx,
    episode: Episode,
    message: Message,
    status: Exclude<Receipt, 'delivered'>,
    now: Date,
    { shared = false } = {},
  ): Promise<void> {
    await this.messages.settle(tx, { ...message, status }, now);
    await this.episodes.tell(tx, [
      { episodeId: episode.id, at: now, kind: 'message-failed', detail: { channel: message.channel, status } },
    ]);
    if (hasEnded(episode.state)) return;
    const { times, againAfterHours } = patience[status];
    const failed = !shared && (await this.messages.failuresOf(tx, episode.id, message.channel, status)) >= times;
    if (failed && !episode.failedChannels.includes(message.channel)) {
      episode.failedChannels = [...episode.failedChannels, message.channel];
    }
    giveBackStep(episode, message);
    if (episode.state !== 'inviting') episode.resumeAt = null;
    else if (!(await this.messages.isFollowed(tx, message))) {
      const again = failed ? now : new Date(now.getTime() + againAfterHours * HOUR_MS);
      episode.dueAt = nextContactMoment(again, episode.safe?.times);
    }
    await this.episodes.save(tx, episode, now);
  }
}

/** The message did not count: the same step is tried again, by the same channel later or by another one now. */
function giveBackStep(episode: Episode, message: Message): void {
  episode.messagesSent = Math.max(0, episode.messagesSent - 1);
  episode.usedChannels = episode.usedChannels.filter(
    (c, i, all) => !(c === message.channel && i === all.lastIndexOf(c)),
  );
}
