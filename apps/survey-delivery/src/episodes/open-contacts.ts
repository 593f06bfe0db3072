import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@answerable/persistence';
import { Clock, DueWork, IdleChecks, london } from '@answerable/service';
import { endOfWorkingDay } from '../delivery/contact-hours.js';
import { SettingsStore } from '../oversight/settings.store.js';
import { SYSTEM } from '../person.js';
import { RaiseConcern } from '../safeguarding/raise-concern.js';
import { IssueSurveys } from '../surveys/issue-surveys.js';
import { LinkKeys } from '../surveys/link-keys.js';
import { Vault, type Opened } from '../vault/vault.js';
import { DailyWave } from '../work/daily-wave.js';
import { TaskStore, type NewTask } from '../work/task.store.js';
import { CheckContacts } from './check-contacts.js';
import type { Closure } from './closure.js';
import { ClosureStore } from './closure.store.js';
import { assessContact } from './contact-assessment.js';
import { hasEnded, supersedeWithoutCase, type Episode } from './episode.js';
import { DueEpisodeStore } from './due-episode.store.js';
import { EpisodeStore, type StoryLine } from './episode.store.js';
import { inviteOn, planEpisode, type Before, type Plan } from './plan-episode.js';
import { keepSilent, Silences } from './silences.js';

/** So many at once are part of a migration. */
const MANY = 50;
export const CONTACTS_AT_ONCE = 500;
const WAVE_KEPT_MS = 5000;
const LEFT_ALONE_BEFORE =
  'The police have closed another case of hers. A lead said earlier that she may not be contacted again: say whether that still holds.';

/** What was decided about episodes and is to be written once they are. */
interface Planned {
  readonly episodes: readonly Episode[];
  readonly opened: ReadonlyMap<string, readonly Opened[]>;
  readonly tasks: NewTask[];
  readonly story: StoryLine[];
  readonly lookFirst: string[];
  readonly grownUp: string[];
  readonly otherWord: Episode[];
  readonly leftAlone: Episode[];
}

/** Opens the contacts of episodes and plans what comes first: a message, a call, or a look. */
@Injectable()
export class OpenContacts {
  private wave: { key: string; wave: DailyWave; until: number } | undefined;

  constructor(
    private readonly database: Database,
    private readonly episodes: EpisodeStore,
    private readonly dueEpisodes: DueEpisodeStore,
    private readonly closures: ClosureStore,
    private readonly tasks: TaskStore,
    private readonly vault: Vault,
    private readonly settings: SettingsStore,
    private readonly links: LinkKeys,
    private readonly checks: CheckContacts,
    private readonly silences: Silences,
    private readonly concern: RaiseConcern,
    private readonly surveys: IssueSurveys,
    private readonly clock: Clock,
    idle: IdleChecks,
  ) {
    idle.add('contacts-to-open', () => dueEpisodes.toOpen(database, clock.now()));
  }

  /** Those that begin again by something else than what the police have just sent. */
  @DueWork({ name: 'open-contacts', everyMs: 500 })
  async run(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const episodes = await this.dueEpisodes.claimOpening(tx, this.clock.now(), CONTACTS_AT_ONCE);
      if (episodes.length > 0) await this.plan(tx, episodes);
      return episodes.length;
    });
  }

  /** Opens, judges and plans episodes that are locked; used again (`seen`) whenever staff have changed a contact. */
  async plan(tx: Tx, episodes: readonly Episode[], seen: Before | null = null): Promise<void> {
    await this.vault.enter(tx);
    const closures = await this.closures.ofEpisodes(
      tx,
      episodes.map((e) => e.id),
    );
    const planned = await this.decide(tx, episodes, closures, seen);
    await this.episodes.saveMany(tx, episodes, this.clock.now());
    // Who was invited before this became known cannot answer any more either.
    await this.surveys.execute(
      tx,
      episodes.filter((e) => hasEnded(e.state)).map((episode) => ({ episode, cancel: true })),
    );
    await this.write(tx, planned);
  }

  /**
   * Opens, judges and plans episodes. The caller writes them, cancels the surveys of those that ended, and then has `write` do the rest.
   * `closuresOfAll` are all of theirs, in the order in which they were closed. Call in the vault.
   */
  async decide(
    tx: Tx,
    episodes: readonly Episode[],
    closuresOfAll: readonly Closure[],
    seen: Before | null = null,
  ): Promise<Planned> {
    const now = this.clock.now();
    const today = this.clock.today();
    const subjects = episodes.map((e) => e.subjectKey);
    const opened = await this.vault.openAll(tx, subjects);
    const readable = [...opened.values()]
      .flat()
      .flatMap((o) => (o.block ? [{ subjectKey: o.subjectKey, block: o.block }] : []));
    await this.vault.rememberWays(tx, [...opened.values()].flat());
    const { silences, saidNever, saidStop } = await this.silences.among(tx, subjects, readable);
    const sharing = await this.vault.store.sharing(tx, subjects);
    const closures = Map.groupBy(closuresOfAll, (c) => c.episodeId);
    const settings = await this.settings.settings(tx, this.vault.organisationId);
    const wave = await this.waveOf(tx, today, settings.tasksPerDay, episodes.length >= MANY);
    const planned: Planned = {
      episodes,
      opened,
      tasks: [],
      story: [],
      lookFirst: [],
      grownUp: [],
      otherWord: [],
      leftAlone: [],
    };
    const { tasks, story, lookFirst, grownUp, otherWord, leftAlone } = planned;
    for (const episode of episodes) {
      if (!closures.has(episode.id)) {
        story.push(supersedeWithoutCase(episode, now));
        continue;
      }
      const silence = silences.get(episode.subjectKey);
      if (silence) {
        story.push(...keepSilent(episode, silence, now));
        if (silence.kind === 'left-alone') leftAlone.push(episode);
        continue;
      }
      const contacts = (opened.get(episode.subjectKey) ?? []).filter((o) => belongs(o, closures.get(episode.id) ?? []));
      const day = inviteOn(episode, settings);
      const last = closures.get(episode.id)?.at(-1);
      const assessment = assessContact(contacts, {
        today,
        invitedOn: day > today ? day : today,
        ageBandAtReport: last?.ageBand ?? 'unknown',
        reportedOn: last?.reportedOn ?? today,
        deadOrIll: episode.deadOrIll,
        oldDetailsDays: settings.oldDetailsDays,
        shared: sharing.get(episode.subjectKey) ?? new Set(),
        saidStop: saidStop.has(episode.subjectKey),
        policeGaveContact: (closures.get(episode.id) ?? []).some((c) => c.hasContact),
      });
      const word = assessment.current?.checkWord;
      // Only who has written down what she said can have taken her word away; a restore may have lost that it was agreed.
      const none = contacts.some((c) => c.source === 'staff') ? null : episode.checkWordHash;
      const hash = word ? this.links.checkWordHash(episode.surveyId, word) : none;
      if (hash !== episode.checkWordHash) otherWord.push(episode);
      episode.checkWordHash = hash;
      const before = { planned: episode.reasons.length > 0, child: episode.ageGroup === 'under-16' };
      const { task } = planEpisode(episode, assessment, settings, now, seen);
      if (before.planned && task?.kind === 'safe-contact-check') lookFirst.push(episode.id);
      if (before.child && episode.ageGroup !== 'under-16') grownUp.push(episode.id);
      if (task) {
        const dueAt = dueOf(task, wave, today);
        tasks.push({ kind: task.kind, organisationId: episode.organisationId, episodeId: episode.id, dueAt });
      }
      story.push({
        episodeId: episode.id,
        at: now,
        kind: 'contact-assessed',
        detail: { next: task?.kind ?? 'message', reasons: episode.reasons.join(' ') },
      });
    }
    const held = await this.episodes.underLegalHold(tx, saidNever);
    await this.vault.store.deleteContacts(
      tx,
      saidNever.filter((subject) => !held.has(subject)),
    );
    return planned;
  }

  /** Call once the episodes are written. */
  async write(
    tx: Tx,
    { episodes, opened, tasks, story, lookFirst, grownUp, otherWord, leftAlone }: Planned,
  ): Promise<void> {
    const now = this.clock.now();
    await this.tasks.lookFirst(tx, lookFirst);
    await this.tasks.dropChildDecisions(tx, grownUp, now);
    await this.tasks.addMany(tx, tasks, now);
    // The word that she agreed last opens her survey at once.
    await this.surveys.execute(
      tx,
      otherWord.filter((e) => !hasEnded(e.state)).map((episode) => ({ episode, ifIssued: true })),
    );
    await this.episodes.tell(tx, story);
    await this.vault.noteOwnReads(
      tx,
      'plan',
      episodes.filter((e) => opened.has(e.subjectKey)).map(({ id, reference }) => ({ episodeId: id, reference })),
    );
    await this.checks.announce(tx, [...opened.values()].flat());
    for (const { id } of leftAlone)
      await this.concern.execute(tx, { episodeId: id, risk: 'other', note: LEFT_ALONE_BEFORE }, SYSTEM);
  }

  /** Counting all open tasks for each batch of a migration would cost more than the batch: one count serves for some seconds. */
  private async waveOf(tx: Tx, today: string, perDay: number, isOneOfMany: boolean): Promise<DailyWave> {
    const key = `${today} ${perDay}`;
    if (isOneOfMany && this.wave?.key === key && performance.now() < this.wave.until) return this.wave.wave;
    const wave = new DailyWave(await this.tasks.loadByDay(tx, this.vault.organisationId, today), perDay);
    this.wave = { key, wave, until: performance.now() + WAVE_KEPT_MS };
    return wave;
  }
}

/** A decision on a child takes its time, a death does not wait for a free place. */
function dueOf(task: NonNullable<Plan['task']>, wave: DailyWave, today: string): Date {
  if (task.kind === 'child-decision') return london.at(task.earliest, '17:00');
  return task.urgent ? endOfWorkingDay(today, 1) : wave.take(task.earliest);
}

const belongs = (contact: Opened, closures: readonly Closure[]): boolean =>
  contact.source === 'staff' || closures.some((c) => c.caseKey === contact.caseKey);
