import { Inject, Injectable } from '@nestjs/common';
import type { CheckReason, DeliverySettings } from '@answerable/contracts';
import { Database, type Tx } from '@answerable/persistence';
import { Clock, DueWork, holidaysKnownUntil, IdleChecks, london, Metrics } from '@answerable/service';
import type { WayUse } from '../episodes/contact-assessment.js';
import type { Closure } from '../episodes/closure.js';
import { ClosureStore } from '../episodes/closure.store.js';
import { move, supersedeWithoutCase, type Episode } from '../episodes/episode.js';
import { DueEpisodeStore } from '../episodes/due-episode.store.js';
import { EpisodeStore, type StoryLine } from '../episodes/episode.store.js';
import { SettingsStore } from '../oversight/settings.store.js';
import { IssueSurveys, type SurveyChange } from '../surveys/issue-surveys.js';
import { SealingKeys } from '../surveys/sealing-keys.js';
import { Vault } from '../vault/vault.js';
import { DailyWave } from '../work/daily-wave.js';
import { TaskStore, type NewTask } from '../work/task.store.js';
import { endOfWorkingDay } from './contact-hours.js';
import { CHANNELS, withoutReceipts, type Channels } from './channel.js';
import { nextChannel, onlyWayIsShared } from './channel-choice.js';
import { MessageStore, messageId, type Message } from './message.store.js';
import { afterMessage, nextMoment, SILENT_AFTER_DAYS } from './next-moment.js';
import { templateFor } from './templates.js';

const BATCH = 100;
const HOUR_MS = 3_600_000;

interface Run {
  now: Date;
  today: string;
  settings: DeliverySettings;
  silent: ReadonlySet<string>;
  wave: DailyWave;
  /** Who has a message that was taken, of a channel that sends no receipts. */
  took: ReadonlySet<string>;
  /** How many messages each had before. */
  made: ReadonlyMap<string, number>;
  messages: Message[];
  tasks: NewTask[];
  surveys: SurveyChange[];
  story: StoryLine[];
}

/** What is due now: the invitation, a reminder, the end. Everything is checked again before each message. */
@Injectable()
export class SendInvitations {
  constructor(
    private readonly database: Database,
    private readonly episodes: EpisodeStore,
    private readonly dueEpisodes: DueEpisodeStore,
    private readonly closures: ClosureStore,
    private readonly messages: MessageStore,
    private readonly tasks: TaskStore,
    private readonly settings: SettingsStore,
    private readonly surveys: IssueSurveys,
    private readonly sealingKeys: SealingKeys,
    private readonly vault: Vault,
    @Inject(CHANNELS) private readonly channels: Channels,
    private readonly clock: Clock,
    idle: IdleChecks,
    metrics: Metrics,
  ) {
    const due = () => dueEpisodes.due(database, clock.now());
    idle.add('invitations-due', async () => (await due()).n);
    metrics.gauge('bank_holidays_days_left', 'Days for which bank holidays are known', [], (g) =>
      g.set(london.daysBetween(clock.today(), holidaysKnownUntil)),
    );
    metrics.gauge('invitations_due', 'Episodes whose next message is due', [], async (g) => g.set((await due()).n));
    metrics.gauge('invitations_due_age_seconds', 'Age of the oldest message due', [], async (g) =>
      g.set((await due()).age),
    );
  }

  @DueWork({ name: 'send-invitations', everyMs: 500 })
  async run(): Promise<number> {
    const now = this.clock.now();
    if (!(await this.dueEpisodes.isAnyDue(this.database, now))) return 0;
    await this.sealingKeys.current();
    return this.database.transaction((tx) => this.wave(tx, now));
  }

  private async wave(tx: Tx, now: Date): Promise<number> {
    const organisation = this.vault.organisationId;
    if ((await this.settings.state(tx, organisation)).paused) return 0;
    const settings = await this.settings.settings(tx, organisation);
    const left = settings.messagesPerHour - (await this.messages.createdSince(tx, new Date(now.getTime() - HOUR_MS)));
    if (left <= 0) return 0;
    const episodes = await this.dueEpisodes.claimDue(tx, organisation, now, Math.min(BATCH, left));
    if (episodes.length === 0) return 0;
    const today = london.today(now);
    const ids = episodes.map((e) => e.id);
    await this.vault.enter(tx);
    const sharing = await this.vault.store.sharing(
      tx,
      episodes.map((e) => e.subjectKey),
    );
    for (const episode of episodes) sharesNow(episode, sharing.get(episode.subjectKey) ?? new Set());
    const casesOf = Map.groupBy(await this.closures.ofEpisodes(tx, ids), (c) => c.episodeId);
    const run: Run = {
      now,
      today,
      settings,
      silent: await this.closures.silentSources(tx, london.addDays(today, -SILENT_AFTER_DAYS)),
      wave: new DailyWave(await this.tasks.loadByDay(tx, organisation, today), settings.tasksPerDay),
      took: await this.messages.tookFor(tx, ids, withoutReceipts(this.channels)),
      made: await this.messages.countsOf(tx, ids),
      messages: [],
      tasks: [],
      surveys: [],
      story: [],
    };
    for (const episode of episodes) {
      const cases = casesOf.get(episode.id);
      if (cases) this.advance(run, episode, cases);
      else this.setAside(run, episode);
    }
    await this.surveys.execute(tx, run.surveys);
    await this.messages.addMany(tx, run.messages);
    await this.tasks.addMany(tx, run.tasks, now);
    await this.episodes.saveMany(tx, episodes, now);
    await this.episodes.tell(tx, run.story);
    return episodes.length;
  }

  private advance(run: Run, episode: Episode, cases: readonly Closure[]): void {
    const { now, settings } = run;
    if (episode.expiresAt && now >= episode.expiresAt) return this.expire(run, episode);
    if (episode.messagesSent > settings.reminders) {
      episode.dueAt = episode.expiresAt;
      return;
    }
    const { at, sourceIsSilent } = nextMoment(episode, cases, run.silent, now);
    if (at > now) {
      episode.dueAt = at;
      if (sourceIsSilent) run.story.push({ episodeId: episode.id, at: now, kind: 'held-source-silent' });
      return;
    }
    this.contact(run, episode);
  }

  private contact(run: Run, episode: Episode): void {
    const { now, today, settings } = run;
    const channel = nextChannel(episode, today, this.channels);
    if (channel === null) return this.giveUp(run, episode);
    // Days are counted whole: at what hour of the day a message left decides nothing.
    episode.expiresAt ??= london.at(london.addDays(today, settings.expiryDays), '23:59');
    if (channel === 'telephone') {
      const dueAt = run.wave.take(today);
      run.tasks.push({ kind: 'telephone', organisationId: episode.organisationId, episodeId: episode.id, dueAt });
      if (episode.state === 'scheduled') {
        move(episode, 'to-check', now);
        episode.dueAt = null;
      } else {
        episode.messagesSent += 1;
        episode.dueAt = episode.expiresAt;
      }
      run.story.push({ episodeId: episode.id, at: now, kind: 'call-planned' });
      return;
    }
    const template = templateFor(episode.messagesSent === 0 ? 'invitation' : 'reminder', channel, episode.language);
    run.messages.push({
      id: messageId(episode.id, run.made.get(episode.id) ?? 0, channel),
      episodeId: episode.id,
      channel,
      step: episode.messagesSent,
      template: template.name,
      templateVersion: template.version,
      language: template.language,
      status: 'created',
      providerId: null,
      attempts: 0,
      // Since she was due, which was before now by any clock: one that ran ahead, and was put right, keeps nothing back.
      nextAttemptAt: episode.dueAt ?? now,
      createdAt: now,
      sentAt: null,
    });
    episode.messagesSent += 1;
    episode.usedChannels = [...episode.usedChannels, channel];
    move(episode, 'inviting', now);
    episode.dueAt = afterMessage(episode, settings, now);
    run.surveys.push({ episode, link: channel !== 'letter', code: channel === 'letter' });
    run.story.push({
      episodeId: episode.id,
      at: now,
      kind: 'message-created',
      detail: { channel, step: episode.messagesSent },
    });
  }

  private setAside(run: Run, episode: Episode): void {
    run.story.push(supersedeWithoutCase(episode, run.now));
    run.surveys.push({ episode, cancel: true });
  }

  private giveUp(run: Run, episode: Episode): void {
    if (episode.reached || run.took.has(episode.id)) {
      episode.dueAt = episode.expiresAt;
      return;
    }
    const shared = onlyWayIsShared(episode.safe, (safe) => nextChannel({ ...episode, safe }, run.today, this.channels));
    if (shared) return this.lookAtShared(run, episode);
    move(episode, 'undeliverable', run.now);
    run.surveys.push({ episode, cancel: true });
    run.story.push({ episodeId: episode.id, at: run.now, kind: 'no-channel-left' });
  }

  /** Nobody is given up because somebody else has her number or mailbox too: it may be she under another name of the police's. */
  private lookAtShared(run: Run, episode: Episode): void {
    const { id: episodeId, organisationId } = episode;
    if (episode.state === 'scheduled') move(episode, 'to-check', run.now);
    episode.dueAt = episode.state === 'inviting' ? episode.expiresAt : null;
    run.tasks.push({ kind: 'safe-contact-check', organisationId, episodeId, dueAt: endOfWorkingDay(run.today, 1) });
    run.story.push({ episodeId, at: run.now, kind: 'only-way-is-shared' });
  }

  private expire(run: Run, episode: Episode): void {
    const reached = episode.reached || run.took.has(episode.id);
    move(episode, reached ? 'not-answered' : 'undeliverable', run.now);
    run.surveys.push({ episode, cancel: true });
    run.story.push({ episodeId: episode.id, at: run.now, kind: 'expired' });
  }
}

/** Somebody else may have come with her number or mailbox since her contact was looked at: no link goes there any more. */
function sharesNow(episode: Episode, shared: ReadonlySet<WayUse>): void {
  const { safe } = episode;
  if (!safe) return;
  const now = {
    sharedNumber: safe.sharedNumber || shared.has('telephone') || shared.has('text'),
    sharedEmail: safe.sharedEmail === true || shared.has('email'),
  };
  if (now.sharedNumber === safe.sharedNumber && now.sharedEmail === (safe.sharedEmail ?? false)) return;
  episode.safe = { ...safe, ...now };
  episode.reasons = [...new Set<CheckReason>([...episode.reasons, 'shared-number'])];
}
