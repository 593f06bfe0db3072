import { Inject, Injectable } from '@nestjs/common';
import type { attemptRequest, DeliverySettings } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import { Clock, london } from '@answerable/service';
import type { z } from 'zod';
import { CHANNELS, withoutReceipts, type Channels } from '../delivery/channel.js';
import { nextChannel } from '../delivery/channel-choice.js';
import { MessageStore } from '../delivery/message.store.js';
import { endOfWorkingDay, nextContactMoment } from '../delivery/contact-hours.js';
import { SettleMessage } from '../delivery/settle-message.js';
import { SettingsStore } from '../oversight/settings.store.js';
import type { Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { IssueSurveys } from '../surveys/issue-surveys.js';
import { DailyWave } from '../work/daily-wave.js';
import { TaskStore, type Task } from '../work/task.store.js';
import { Tasks } from '../work/tasks.js';
import { attemptRules } from './attempt.js';
import { assertWithin } from './day-within.js';
import { hasEnded, mayMove, move, type Episode } from './episode.js';
import { EpisodeStore } from './episode.store.js';
import { Episodes } from './episodes.js';
import { ExcludeEpisode } from './exclude-episode.js';
import { HoldEpisode } from './hold-episode.js';
import { assertMay } from './may-contact.js';
import { StopAsking } from './stop-asking.js';

type Attempt = z.infer<typeof attemptRequest>;
const DAY_MS = 86_400_000;
const CALL_AGAIN_WITHIN_DAYS = 28;

/** Records how a call went; the table of outcomes says what follows. */
@Injectable()
export class RecordAttempt {
  constructor(
    private readonly episodes: Episodes,
    private readonly store: EpisodeStore,
    private readonly tasks: Tasks,
    private readonly taskStore: TaskStore,
    private readonly settings: SettingsStore,
    private readonly messages: MessageStore,
    private readonly settle: SettleMessage,
    private readonly surveys: IssueSurveys,
    private readonly stop: StopAsking,
    private readonly excludeEpisode: ExcludeEpisode,
    private readonly holdEpisode: HoldEpisode,
    @Inject(CHANNELS) private readonly channels: Channels,
    private readonly clock: Clock,
  ) {}

  async execute(episodeId: string, attempt: Attempt, person: Person): Promise<void> {
    await this.episodes.change(episodeId, async (tx, episode) => {
      const now = this.clock.now();
      assertMay(episode, 'attempt');
      const calls = await this.tasks.callsOf(tx, episodeId, person);
      const rule = attemptRules[attempt.outcome];
      const settings = await this.settings.settings(tx, episode.organisationId);
      if (attempt.callAgainOn) this.assertCallAgain(episode, attempt.callAgainOn);
      await this.store.tell(tx, [
        { episodeId, at: now, kind: 'attempt', detail: { outcome: attempt.outcome }, by: person },
      ]);
      if (rule.spoke) this.asked(episode, settings, now);
      else if (rule.next.kind !== 'letter-failed') episode.phoneAttempts += 1;
      await this.follow(tx, episode, attempt, calls, settings, person);
    });
  }

  private async follow(
    tx: Tx,
    episode: Episode,
    attempt: Attempt,
    calls: Task[],
    settings: DeliverySettings,
    person: Person,
  ): Promise<void> {
    const now = this.clock.now();
    const { next } = attemptRules[attempt.outcome];
    const ids = calls.map((t) => t.id);
    if (next.kind === 'stop') return this.stop.execute(tx, episode, { never: next.never, by: person });
    if (next.kind === 'exclude') return this.excludeEpisode.found(tx, episode, next.reason, person);
    if (next.kind === 'hold') {
      const reviewOn = london.addDays(this.clock.today(), next.reviewAfterDays);
      return this.holdEpisode.within(tx, episode, 'staff', next.note, reviewOn, person);
    }
    if (next.kind === 'letter-failed') {
      const letter = await this.messages.lastTaken(tx, episode.id, 'letter');
      if (!letter) throw deliveryProblem('not-possible-now', 'No letter is on its way to her.');
      return this.settle.fail(tx, episode, letter, 'permanent-failure', now);
    }
    const givenUp =
      next.kind === 'call-again' &&
      attempt.outcome !== 'call-later' &&
      episode.phoneAttempts >= settings.telephoneAttempts;
    if (next.kind === 'call-again' && !givenUp) {
      const today = this.clock.today();
      // The day she asked for is kept; any other is one with room.
      const wave = new DailyWave(
        await this.taskStore.loadByDay(tx, episode.organisationId, today),
        attempt.callAgainOn ? Infinity : settings.tasksPerDay,
      );
      const earliest = attempt.callAgainOn ?? london.today(endOfWorkingDay(today, next.afterWorkingDays));
      const notBefore =
        attempt.callAgainOn && attempt.callAgainFrom ? london.at(attempt.callAgainOn, attempt.callAgainFrom) : null;
      for (const id of ids) await this.taskStore.postpone(tx, id, wave.take(earliest), notBefore);
      // She rang us, or was being written to: the call she asked for is work of its own.
      if (ids.length === 0 && attempt.outcome === 'call-later' && !hasEnded(episode.state))
        await this.taskStore.addMany(
          tx,
          [
            {
              kind: 'telephone',
              organisationId: episode.organisationId,
              episodeId: episode.id,
              dueAt: wave.take(earliest),
              notBefore,
            },
          ],
          now,
        );
      return this.store.save(tx, episode, now);
    }
    await this.taskStore.finish(tx, ids, person, attempt.outcome, now);
    if (next.kind === 'send') this.send(episode, settings);
    else if (next.kind !== 'done') await this.another(tx, episode);
    await this.store.save(tx, episode, now);
    if (episode.state === 'undeliverable') await this.surveys.execute(tx, [{ episode, cancel: true }]);
  }

  /** A call after her time to answer would never be made, and one in a year is no promise. */
  private assertCallAgain(episode: Episode, day: string): void {
    const today = this.clock.today();
    const furthest = london.addDays(today, CALL_AGAIN_WITHIN_DAYS);
    const ends = episode.expiresAt && london.today(episode.expiresAt);
    assertWithin(day, today, ends && ends < furthest ? ends : furthest, 'call her again');
  }

  private asked(episode: Episode, settings: DeliverySettings, now: Date): void {
    episode.reached = true;
    episode.firstInvitedAt ??= now;
    episode.expiresAt ??= new Date(now.getTime() + settings.expiryDays * DAY_MS);
    if (episode.state === 'to-check' && mayMove(episode, 'inviting')) {
      move(episode, 'inviting', now);
      episode.dueAt = episode.expiresAt;
    }
  }

  /** She would rather answer in writing: it goes at her next safe moment, if what she has said allows any. */
  private send(episode: Episode, settings: DeliverySettings): void {
    if (hasEnded(episode.state)) return;
    const channel = nextChannel(episode, this.clock.today(), this.channels);
    if (channel === null || channel === 'telephone')
      throw deliveryProblem('not-possible-now', 'Write down what she says is safe: then it is sent.');
    if (episode.messagesSent > settings.reminders)
      throw deliveryProblem('not-possible-now', 'She has had every message; the link in the last one is still hers.');
    episode.dueAt = nextContactMoment(this.clock.now(), episode.safe?.times);
  }

  /** The telephone leads nowhere: by another safe channel, or not at all. */
  private async another(tx: Tx, episode: Episode): Promise<void> {
    const now = this.clock.now();
    if (!episode.failedChannels.includes('telephone'))
      episode.failedChannels = [...episode.failedChannels, 'telephone'];
    const channel = episode.safe && nextChannel({ ...episode, interpreter: false }, this.clock.today(), this.channels);
    if (channel && mayMove(episode, 'scheduled')) {
      move(episode, 'scheduled', now);
      episode.dueAt = nextContactMoment(now, episode.safe?.times);
    } else if (!channel && !episode.reached) {
      const took = await this.messages.tookFor(tx, [episode.id], withoutReceipts(this.channels));
      if (!took.has(episode.id)) move(episode, 'undeliverable', now);
    }
  }
}
