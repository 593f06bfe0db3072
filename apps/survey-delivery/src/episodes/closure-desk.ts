import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { v4 as uuid4, v7 as uuid7 } from 'uuid';
import { IssueSurveys } from '../surveys/issue-surveys.js';
import type { KeyedHashes } from '../vault/keyed-hashes.js';
import { Vault } from '../vault/vault.js';
import { TaskStore } from '../work/task.store.js';
import type { Closure } from './closure.js';
import { ClosureStore } from './closure.store.js';
import { INVITED_WITHIN_DAYS, judgeAgain, place, type Desk } from './decide-closures.js';
import { dispositionOf, hasEnded, type Episode } from './episode.js';
import { EpisodeStore } from './episode.store.js';
import { referenceFrom } from './reference.js';

/** Reads what bears on a run of closures, locked, and writes back in bulk what was decided about them. */
@Injectable()
export class ClosureDesk {
  constructor(
    private readonly closures: ClosureStore,
    private readonly episodes: EpisodeStore,
    private readonly vault: Vault,
    private readonly surveys: IssueSurveys,
    private readonly tasks: TaskStore,
    private readonly clock: Clock,
  ) {}

  /** Everything that bears on these cases and people, locked. */
  async open(
    tx: Tx,
    caseKeys: readonly string[],
    subjectKeys: readonly string[],
  ): Promise<{ desk: Desk; before: Map<string, Closure> }> {
    const now = this.clock.now();
    await this.vault.enter(tx);
    // The police may name another person of a case now than before: both matter.
    const people = [...new Set([...subjectKeys, ...(await this.closures.subjectsOf(tx, caseKeys))])];
    const known = await this.closures.locked(tx, caseKeys, people);
    const subjects = [...new Set([...people, ...known.map((c) => c.subjectKey)])];
    const since = new Date(now.getTime() - INVITED_WITHIN_DAYS * 86_400_000);
    const episodes = await this.episodes.ofSubjectsLocked(
      tx,
      subjects,
      known.flatMap((c) => c.episodeId ?? []),
      since,
    );
    const merged = known.flatMap((c) => (c.state === 'merged' ? [c.caseKey] : []));
    const hashes = [...new Set([...caseKeys, ...merged, ...subjects])].map((key) => this.vault.hashes.refusal(key));
    const refused = await this.vault.store.refusalsAmong(tx, hashes);
    const taken = await this.episodes.idsOf(tx, subjects);
    const desk: Desk = {
      now,
      closures: new Map(known.map((c) => [c.caseKey, { ...c }])),
      merged: new Set(merged),
      episodes: new Map(episodes.map((e) => [e.id, e])),
      episodesOf: Map.groupBy(episodes, (e) => e.subjectKey),
      refused: (key) => refused.size > 0 && refused.has(this.vault.hashes.refusal(key)),
      deaths: await this.closures.deathsAmong(tx, subjects),
      spokenWith: await this.vault.store.spokenWith(tx, subjects),
      heldUntil: await this.tasks.holdsOf(tx, [...taken], now),
      startEpisode: (closure) => newEpisode(closure, now, nextIds(this.vault.hashes, closure, taken)),
      changedClosures: new Map(),
      newEpisodes: new Set(),
      changedEpisodes: new Set(),
    };
    return { desk, before: new Map(known.map((c) => [c.caseKey, c])) };
  }

  /** What kept these cases of one person out was taken back: judged again; gives those that wait for the court. */
  async judgeKeptOut(tx: Tx, subjectKey: string, caseKeys: readonly string[]): Promise<Closure[]> {
    const opened = await this.open(tx, caseKeys, [subjectKey]);
    const cases = caseKeys.map((key) => opened.desk.closures.get(key)!);
    judgeAgain(opened.desk, cases);
    await this.write(tx, opened);
    return cases.filter((c) => c.disposition === 'deferred');
  }

  /** Something was learned of a person whose cases wait for the court: they are judged again, at once. `cases` are all of one person. */
  async judgeAnew(tx: Tx, cases: readonly Closure[], at: Date): Promise<void> {
    const waiting = cases.filter((c) => c.disposition === 'deferred');
    if (waiting.length === 0) return;
    const opened = await this.open(
      tx,
      waiting.map((c) => c.caseKey),
      waiting.map((c) => c.subjectKey),
    );
    opened.desk.now = at;
    for (const { caseKey } of waiting) place(opened.desk, opened.desk.closures.get(caseKey)!, false);
    await this.write(tx, opened);
  }

  async write(tx: Tx, { desk, before }: { desk: Desk; before: Map<string, Closure> }): Promise<void> {
    alignDispositions(desk);
    // An episode that ends comes first: its person has one open episode at most.
    const changed = [...desk.changedEpisodes];
    const over = changed.filter((e) => hasEnded(e.state));
    await this.episodes.saveMany(tx, over, desk.now);
    await this.episodes.saveMany(
      tx,
      changed.filter((e) => !hasEnded(e.state)),
      desk.now,
    );
    await this.episodes.insertMany(tx, [...desk.newEpisodes]);
    await this.holdOn(tx, desk);
    await this.closures.saveMany(tx, [...desk.changedClosures.values()], before, desk.now);
    await this.tasks.dropRechecks(
      tx,
      [...desk.changedClosures.keys()].filter(
        (key) => before.get(key)?.disposition === 'deferred' && desk.closures.get(key)?.disposition !== 'deferred',
      ),
      desk.now,
    );
    const left = [...desk.changedClosures.values()].flatMap((c) => {
      const was = before.get(c.caseKey)?.episodeId;
      return was && was !== c.episodeId ? [was] : [];
    });
    await this.tasks.dropDecisionsOfNobody(tx, left, desk.now);
    await this.surveys.execute(
      tx,
      over.map((episode) => ({ episode, cancel: true })),
    );
  }

  /** Whom staff hold is looked at on the day they said, in whichever episode she is by then. */
  private async holdOn(tx: Tx, { newEpisodes, changedEpisodes, heldUntil, now }: Desk): Promise<void> {
    const held = [...newEpisodes, ...changedEpisodes].filter((e) => e.heldReason === 'staff');
    await this.tasks.addMany(
      tx,
      held.flatMap(({ organisationId, id, subjectKey }) => {
        const dueAt = heldUntil.get(subjectKey);
        return dueAt ? [{ kind: 'hold-review' as const, organisationId, episodeId: id, dueAt }] : [];
      }),
      now,
    );
  }
}

/** What was decided about an episode is the disposition of its closures. */
export function alignDispositions({ changedClosures, episodes }: Desk): void {
  for (const closure of changedClosures.values()) {
    const episode = closure.episodeId ? episodes.get(closure.episodeId) : undefined;
    if (episode) Object.assign(closure, dispositionOf(episode));
  }
}

/** Of somebody whose case waits for the court: it has not begun, and begins when she is to be asked. No case is in it. */
export function waitingEpisode(closure: Closure, now: Date, ids?: Ids): Episode {
  return {
    ...newEpisode(closure, now, ids),
    state: 'excluded',
    exclusion: 'proceedings-live',
    dueAt: null,
    closedAt: now,
  };
}

interface Ids {
  readonly id: string;
  readonly surveyId: string;
}

/**
 * Of the next episode of this person that begins with this case; `taken` are those of hers that there are, and this one from now on.
 * Begun again after a restore it has the same ids, so that what she said on its survey is of it, and its messages are known.
 */
export function nextIds(hashes: KeyedHashes, { subjectKey, caseKey }: Closure, taken: Set<string>): Ids {
  for (let nth = 0; ; nth += 1) {
    const id = hashes.id('episode', `${subjectKey} ${caseKey} ${nth}`);
    if (taken.has(id)) continue;
    taken.add(id);
    return { id, surveyId: hashes.id('survey', id) };
  }
}

export function newEpisode(
  closure: Closure,
  now: Date,
  { id, surveyId }: Ids = { id: uuid7(), surveyId: uuid4() },
): Episode {
  return {
    id,
    organisationId: closure.organisationId,
    subjectKey: closure.subjectKey,
    reference: referenceFrom(id),
    state: 'opening',
    heldReason: null,
    heldNote: null,
    heldFrom: null,
    exclusion: null,
    force: closure.force,
    unit: closure.unit,
    sourceSystem: closure.sourceSystem,
    closedOn: closure.closedOn,
    deadOrIll: closure.deadOrIll,
    ageGroup: 'unknown',
    childMayBeAsked: false,
    language: 'en',
    interpreter: false,
    reasons: [],
    checkedOn: null,
    safe: null,
    preferredChannel: null,
    failedChannels: [],
    usedChannels: [],
    checkWordHash: null,
    surveyId,
    dueAt: now,
    resumeAt: null,
    messagesSent: 0,
    phoneAttempts: 0,
    reached: false,
    firstInvitedAt: null,
    consentVersion: null,
    openedOn: null,
    answeredOn: null,
    expiresAt: null,
    legalHold: false,
    startedAt: now,
    closedAt: null,
  };
}
