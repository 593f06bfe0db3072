import { Inject, Injectable } from '@nestjs/common';
import type { KeptContact } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { Clock, CONFIG, DueWork, IdleChecks, Logger, london, Metrics } from '@answerable/service';
import type { Config } from '../config.js';
import { ClosureStore } from '../episodes/closure.store.js';
import { linksSafeUntil, usable } from '../episodes/contact-assessment.js';
import type { Episode } from '../episodes/episode.js';
import { closedBecause } from '../episodes/may-contact.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import { waitsForLook } from '../episodes/plan-episode.js';
import { formatLetterCode } from '../surveys/letter-code.js';
import { LinkKeys } from '../surveys/link-keys.js';
import { SettingsStore } from '../oversight/settings.store.js';
import { SurveyStore } from '../surveys/survey.store.js';
import { Vault } from '../vault/vault.js';
import {
  CHANNELS,
  messageChannels,
  type ChannelAdapter,
  type Channels,
  type OutgoingMessage,
  type SendResult,
} from './channel.js';
import { letterLines } from './letter-lines.js';
import { MessageStore, type Message } from './message.store.js';
import { nextMoment, SILENT_AFTER_DAYS } from './next-moment.js';
import { SettleMessage } from './settle-message.js';
import { fill } from './template-linter.js';
import { templateFor, type MessageTemplate } from './templates.js';

const BATCH = 16;
const HOUR_MS = 3_600_000;

/** Hands messages to their providers. A second try asks the provider first; nothing is sent twice by a crash. */
@Injectable()
export class DispatchMessages {
  private readonly results;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly messages: MessageStore,
    private readonly episodes: EpisodeStore,
    private readonly closures: ClosureStore,
    private readonly surveys: SurveyStore,
    private readonly vault: Vault,
    private readonly links: LinkKeys,
    private readonly settle: SettleMessage,
    private readonly settings: SettingsStore,
    @Inject(CHANNELS) private readonly channels: Channels,
    private readonly clock: Clock,
    private readonly log: Logger,
    metrics: Metrics,
    idle: IdleChecks,
  ) {
    this.results = metrics.counter('messages_total', 'Results of sending, by channel', ['channel', 'result']);
    // To Prometheus a counter that is born with the first refusal has not increased.
    for (const channel of messageChannels) this.results.inc({ channel, result: 'wrongly-set-up' }, 0);
    const backlog = () => messages.backlog(database, clock.now());
    metrics.gauge('messages_waiting', 'Messages that are written and that no provider has taken', [], async (gauge) =>
      gauge.set((await backlog()).n),
    );
    metrics.gauge('messages_waiting_age_seconds', 'Age of the oldest of them', [], async (gauge) =>
      gauge.set((await backlog()).age),
    );
    idle.add('messages-to-send', () => messages.waiting(database, clock.now()));
  }

  @DueWork({ name: 'dispatch-messages', everyMs: 300 })
  async run(): Promise<number> {
    const now = this.clock.now();
    if ((await this.messages.waiting(this.database, now)) === 0) return 0;
    const leased = await this.database.transaction(async (tx) => {
      // What was written long ago, before a pause or while a provider was down, leaves no faster than what is written now.
      const { messagesPerHour } = await this.settings.settings(tx, this.config.ORGANISATION_ID);
      const left = messagesPerHour - (await this.messages.sentSince(tx, new Date(now.getTime() - HOUR_MS)));
      return this.messages.lease(tx, now, Math.max(0, Math.min(BATCH, left)), this.config.MESSAGE_LEASE_SECONDS);
    });
    await Promise.all(leased.map((message) => this.dispatch(message)));
    return leased.length;
  }

  private async dispatch(message: Message): Promise<void> {
    const adapter = this.channels[message.channel];
    if (!adapter) return this.settle.provider(message, { kind: 'refused', reason: 'channel not connected' });
    const result = await this.attempt(adapter, message).catch((error: unknown): SendResult => {
      this.log.error({ error, messageId: message.id, channel: message.channel }, 'message could not be prepared');
      return { kind: 'later', afterSeconds: 600, reason: 'preparation' };
    });
    this.results.inc({ channel: message.channel, result: result.kind });
    if (result.kind === 'wrongly-set-up')
      this.log.error(
        { channel: message.channel, reason: result.reason },
        'provider refused us and the channel was closed',
      );
    await this.settle.provider(message, result);
    if (message.attempts > 1) await this.settle.early(message);
  }

  private async attempt(adapter: ChannelAdapter, message: Message): Promise<SendResult> {
    if (message.attempts > 1) {
      const found = await adapter.find(message.id);
      if (found.kind === 'found') {
        await this.rememberWay(message);
        return { kind: 'accepted', providerId: found.providerId };
      }
      if (found.kind === 'cannot-tell' && message.cutOff)
        return { kind: 'unknown', reason: 'an earlier try was cut off' };
    }
    const outgoing = await this.prepare(message);
    if (outgoing === 'stopped' || outgoing === 'shared') return { kind: 'refused', reason: outgoing };
    if (outgoing === 'no-address') return { kind: 'refused', reason: 'no address' };
    if ('notBefore' in outgoing) {
      const afterSeconds = Math.ceil((outgoing.notBefore.getTime() - this.clock.now().getTime()) / 1000);
      return { kind: 'later', afterSeconds, reason: 'not at this hour' };
    }
    return adapter.send(outgoing);
  }

  /** It went before its sender died, and perhaps before a restore: a reply counts from where it went. */
  private async rememberWay(message: Message): Promise<void> {
    if (message.channel !== 'sms') return;
    await this.vault.transaction(async (tx) => {
      const episode = await this.episodes.byIdLocked(tx, message.episodeId);
      const contact = episode && (await this.vault.currentContact(tx, episode.subjectKey));
      if (!contact) return;
      await this.vault.noteOwnReads(tx, 'know-a-reply', [{ episodeId: episode.id, reference: episode.reference }]);
      const to = addressFor(message, contact);
      if (to?.kind !== 'sms') return;
      await this.messages.goesOut(tx, message.id, {
        wayHash: this.vault.hashes.telephone(to.number),
        version: message.templateVersion,
      });
    });
  }

  /**
   * Opens the contact for this one message. Whether she may still be written to, and now, is asked again with the row locked: a
   * message can have waited, for a provider, a limit or a pause, into the night.
   */
  private async prepare(
    message: Message,
  ): Promise<OutgoingMessage | 'stopped' | 'shared' | 'no-address' | { notBefore: Date }> {
    return this.database.transaction(async (tx) => {
      const episode = await this.episodes.byIdLocked(tx, message.episodeId);
      if (episode?.state !== 'inviting' || waitsForLook(episode) || closedBecause(episode, 'message')) return 'stopped';
      const survey = (await this.surveys.locked(tx, [episode.surveyId])).get(episode.surveyId);
      if (!survey || survey.cancelled) return 'stopped';
      const now = this.clock.now();
      const heardSince = london.addDays(london.today(now), -SILENT_AFTER_DAYS);
      const cases = await this.closures.ofEpisodes(tx, [episode.id]);
      const { at } = nextMoment(episode, cases, await this.closures.silentSources(tx, heardSince), now);
      if (at > now) return { notBefore: at };
      await this.vault.enter(tx);
      const contact = await this.vault.currentContact(tx, episode.subjectKey);
      // A link needs her word still today; a letter carries none.
      if (message.channel !== 'letter' && !mayHoldLink(contact, this.clock.today())) return 'stopped';
      const to = contact && addressFor(message, contact);
      if (!to) return 'no-address';
      // Somebody else may have come with her number or mailbox since this was written: no link goes there.
      const shared = (await this.vault.store.sharing(tx, [episode.subjectKey])).get(episode.subjectKey);
      if (to.kind !== 'letter' && shared?.has(to.kind === 'sms' ? 'text' : 'email')) return 'shared';
      const template = templateFor(message.template, message.channel, message.language);
      const wayHash = to.kind === 'sms' ? this.vault.hashes.telephone(to.number) : null;
      await this.messages.goesOut(tx, message.id, { wayHash, version: template.version });
      await this.vault.noteRead(tx, {
        subject: 'system',
        name: 'system',
        purpose: `send-${message.channel}`,
        episodeId: episode.id,
        reference: episode.reference,
      });
      return { reference: message.id, to, ...this.text(template, episode, survey.epoch) };
    });
  }

  private text(template: MessageTemplate, episode: Episode, epoch: number): { subject: string; body: string } {
    const { SURVEY_URL: surveyUrl, MESSAGE_SENDER: sender, MESSAGE_TELEPHONE: telephone } = this.config;
    const values: Record<string, string> =
      template.channel === 'letter'
        ? { site: surveyUrl, code: formatLetterCode(this.links.code(episode.surveyId, epoch)), sender, telephone }
        : { link: `${surveyUrl}/l/${this.links.token(episode.surveyId, epoch)}`, sender };
    return { subject: fill(template.subject, values), body: fill(template.body, values) };
  }
}

const mayHoldLink = (contact: KeptContact | null, today: string): boolean =>
  contact !== null && contact.checkWord !== null && (linksSafeUntil(contact) ?? '') >= today;

function addressFor(message: Message, contact: KeptContact): OutgoingMessage['to'] | null {
  const ways = usable(contact);
  if (message.channel === 'email') return ways.email && { kind: 'email', address: ways.email.address };
  if (message.channel === 'sms') return ways.text && { kind: 'sms', number: ways.text.number };
  if (!ways.address) return null;
  const name = [contact.name.first, contact.name.last].filter(Boolean).join(' ');
  return { kind: 'letter', lines: letterLines(name, ways.address) };
}
