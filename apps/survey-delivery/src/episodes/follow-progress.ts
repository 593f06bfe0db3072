import { Controller } from '@nestjs/common';
import { contactWish, type EventData, type EventType } from '@answerable/contracts';
import { HandlesEvents, type ReceivedEvent } from '@answerable/messaging';
import { Database, type Tx } from '@answerable/persistence';
import { Clock, DueWork } from '@answerable/service';
import { v5 as uuid5 } from 'uuid';
import { endOfWorkingDay } from '../delivery/contact-hours.js';
import { CoverageStore } from '../oversight/coverage.store.js';
import { IssueSurveys } from '../surveys/issue-surveys.js';
import { LostSurveyStore, type Progress } from '../surveys/lost-survey.store.js';
import { RecallSurveys } from '../surveys/recall-surveys.js';
import { ErasureList } from '../vault/erasure-list.js';
import { kidOf } from '../vault/sealing.js';
import { Vault } from '../vault/vault.js';
import { TaskStore } from '../work/task.store.js';
import { hasEnded, mayMove, move, waitForLook, type Episode } from './episode.js';
import { EpisodeStore } from './episode.store.js';
import { StopAsking } from './stop-asking.js';

/** A wish handled twice is one wish. */
const WISH_IDS = 'b9a6b5d0-5a86-4f43-9f5e-2d5b0f2a1c11';

type Opened = EventData<'responses.survey.opened.v1'>;
type Unsafe = EventData<'responses.survey.unsafe.v1'>;
type Declined = EventData<'responses.survey.declined.v1'>;
type Submitted = EventData<'responses.survey.submitted.v1'>;
type Wanted = EventData<'responses.contact.wanted.v1'>;
type Message = EventData<'responses.message.released.v1'>;

/** Follows what response-collection tells: opened, declined, not safe, submitted, contact wanted. In whatever order it comes. */
@Controller()
export class FollowProgress {
  constructor(
    private readonly episodes: EpisodeStore,
    private readonly vault: Vault,
    private readonly surveys: IssueSurveys,
    private readonly tasks: TaskStore,
    private readonly stop: StopAsking,
    private readonly coverage: CoverageStore,
    private readonly erasures: ErasureList,
    private readonly lost: LostSurveyStore,
    private readonly recalled: RecallSurveys,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @HandlesEvents('responses.survey.opened.v1')
  async opened(events: ReceivedEvent<Opened>[], tx: Tx): Promise<void> {
    await this.change(tx, events, 'survey-opened', (episode, { on }) => {
      episode.openedOn ??= on;
      episode.reached = true;
      episode.firstInvitedAt ??= startOf(on);
    });
  }

  @HandlesEvents('responses.survey.submitted.v1')
  async submitted(events: ReceivedEvent<Submitted>[], tx: Tx): Promise<void> {
    const episodes = await this.change(tx, events, 'survey-submitted', (episode, { on, consentVersion }) => {
      if (mayMove(episode, 'answered')) move(episode, 'answered', this.day());
      episode.answeredOn ??= on;
      episode.consentVersion ??= consentVersion;
      episode.reached = true;
      episode.firstInvitedAt ??= startOf(on);
    });
    await this.surveys.forgetBundles(
      tx,
      episodes.map((e) => e.surveyId),
    );
  }

  @HandlesEvents('responses.survey.declined.v1')
  async declined(events: ReceivedEvent<Declined>[], tx: Tx): Promise<void> {
    const episodes = new Map((await this.locked(tx, events)).map((e) => [e.surveyId, e]));
    for (const { data } of events) {
      const episode = episodes.get(data.surveyId);
      if (!episode) continue;
      episode.firstInvitedAt ??= startOf(data.on);
      episode.reached = true;
      await this.stop.execute(tx, episode, { never: data.never, by: null, at: this.day() });
    }
  }

  /**
   * It was not safe when the page was opened: her word that links are safe no longer holds, nothing more is sent, and somebody
   * looks on the next working day - not today, when whoever made it unsafe may still be there.
   */
  @HandlesEvents('responses.survey.unsafe.v1')
  async unsafe(events: ReceivedEvent<Unsafe>[], tx: Tx): Promise<void> {
    const episodes = (await this.locked(tx, events)).filter((e) => !hasEnded(e.state));
    await this.vault.enter(tx);
    for (const episode of episodes) {
      await this.vault.linksNoLongerSafe(tx, episode.subjectKey);
      await this.vault.noteOwnReads(tx, 'not-safe-now', [{ episodeId: episode.id, reference: episode.reference }]);
      if (episode.safe) episode.safe = { ...episode.safe, linksSafeUntil: null };
      waitForLook(episode, 'not-safe-now', this.day());
    }
    const now = this.day();
    const dueAt = endOfWorkingDay(this.clock.today(), 1);
    await this.tasks.addMany(
      tx,
      episodes.map(({ organisationId, id }) => ({ kind: 'safe-contact-check', organisationId, episodeId: id, dueAt })),
      now,
    );
    await this.episodes.saveMany(tx, episodes, now);
    await this.tell(tx, episodes, 'said-not-safe');
  }

  /** Somebody calls her within one working day. What she wishes stays sealed until somebody opens it to do it. */
  @HandlesEvents('responses.contact.wanted.v1')
  async contactWanted(events: ReceivedEvent<Wanted>[], tx: Tx): Promise<void> {
    const episodes = new Map((await this.locked(tx, events)).map((e) => [e.surveyId, e]));
    await this.vault.enter(tx);
    for (const event of events) {
      const { surveyId, sealed, on } = event.data;
      const episode = episodes.get(surveyId);
      if (!episode) continue;
      await this.countWishes(tx, episode.organisationId, sealed, on);
      await this.vault.noteOwnReads(tx, 'count-wishes', [{ episodeId: episode.id, reference: episode.reference }]);
      // Read again after a restore: it was counted, and she had it erased.
      if (this.erasures.isGone('notes', episode.subjectKey, event)) continue;
      const noteId = await this.vault.keepNote(tx, 'wish', sealed, uuid5(surveyId, WISH_IDS), on);
      const dueAt = endOfWorkingDay(this.clock.today(), 1);
      await this.tasks.addMany(
        tx,
        [{ kind: 'call-back', organisationId: episode.organisationId, episodeId: episode.id, noteId, dueAt }],
        this.day(),
      );
    }
    await this.tell(tx, [...episodes.values()], 'contact-wanted');
  }

  /** The report's table of help asked for: by wish and month, never by person. */
  private async countWishes(tx: Tx, organisationId: string, sealed: string, on: string): Promise<void> {
    const text = await this.vault.openSealed(tx, kidOf(sealed), sealed);
    const wish = text === null ? undefined : contactWish.safeParse(safeJson(text)).data;
    if (wish) await this.coverage.countWishes(tx, organisationId, on.slice(0, 7), wish.wishes);
  }

  /** After a restore: what she said on a survey whose episode had yet to begin again is handled once it has. */
  @DueWork({ name: 'take-up-lost-surveys', everyMs: 1000 })
  async takeUp(): Promise<number> {
    if (!(await this.lost.isAny(this.database))) return 0;
    return this.database.transaction(async (tx) => {
      const kept = await this.recalled.takeUp(tx);
      for (const event of kept) await this.again(event, tx);
      return kept.length;
    });
  }

  private async again(event: Progress, tx: Tx): Promise<void> {
    const handlers: Partial<Record<EventType, (events: never[], tx: Tx) => Promise<void>>> = {
      'responses.survey.opened.v1': this.opened,
      'responses.survey.submitted.v1': this.submitted,
      'responses.survey.declined.v1': this.declined,
      'responses.survey.unsafe.v1': this.unsafe,
      'responses.contact.wanted.v1': this.contactWanted,
    };
    await handlers[event.type]!.call(this, [event as never], tx);
  }

  /** A message nobody tied to a contact: for Victim Support's lead to read, without a way back to anybody. */
  @HandlesEvents('responses.message.released.v1')
  async messageReleased(events: ReceivedEvent<Message>[], tx: Tx): Promise<void> {
    await this.vault.enter(tx);
    for (const { data } of events) await this.vault.keepNote(tx, 'untied-message', data.sealed, data.messageId);
  }

  private async change<D extends { surveyId: string }>(
    tx: Tx,
    events: readonly ReceivedEvent<D>[],
    kind: string,
    apply: (episode: Episode, data: D) => void,
  ): Promise<Episode[]> {
    const episodes = await this.locked(tx, events);
    const bySurvey = new Map(episodes.map((e) => [e.surveyId, e]));
    for (const { data } of events) {
      const episode = bySurvey.get(data.surveyId);
      if (episode) apply(episode, data);
    }
    await this.episodes.saveMany(tx, episodes, this.day());
    await this.tell(tx, episodes, kind);
    return episodes;
  }

  private async locked(tx: Tx, events: readonly ReceivedEvent<{ surveyId: string }>[]): Promise<Episode[]> {
    const episodes = await this.episodes.bySurveysLocked(
      tx,
      events.map((e) => e.data.surveyId),
    );
    const known = new Set(episodes.map((e) => e.surveyId));
    const unknown = events.filter(({ data }) => !known.has(data.surveyId));
    if (unknown.length > 0) await this.lost.keep(tx, unknown);
    return episodes;
  }

  /** Whatever the survey's progress changes is kept with the day alone: a time beside the person would say when she answered. */
  private day(): Date {
    return startOf(this.clock.today());
  }

  private async tell(tx: Tx, episodes: readonly Episode[], kind: string): Promise<void> {
    const at = this.day();
    await this.episodes.tell(
      tx,
      episodes.map((e) => ({ episodeId: e.id, at, kind })),
    );
  }
}

const startOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
