import type { CheckReason, ClosureState } from '@answerable/contracts';
import { london } from '@answerable/service';
import { closureFrom, type Closure } from './closure.js';
import { judge } from './eligibility.js';
import { dispositionOf, hasEnded, hold, move, type Episode } from './episode.js';
import { unreachable, untilLooked } from './plan-episode.js';

export const RECHECK_PROCEEDINGS_DAYS = 90;
export const INVITED_WITHIN_DAYS = 90;

/** Everything that bears on a run of events, read and locked; the decisions are made here and written back in bulk. */
export interface Desk {
  now: Date;
  closures: Map<string, Closure>;
  /** Keys of those that are merged into another. */
  merged: Set<string>;
  episodes: Map<string, Episode>;
  episodesOf: Map<string, Episode[]>;
  /** Whether a refusal is remembered under this key, of a case or of a person. */
  refused: (key: string) => boolean;
  /** People of whom the police say, in whichever case, that they died or are too ill; and of whom staff found that they died. */
  deaths: Map<string, 'told' | 'found'>;
  /** People for whom staff hold everything, in whichever episode they said so, and the day on which somebody looks again. */
  heldUntil: Map<string, Date>;
  /** People of whom something is kept that they said to staff about reaching them. */
  spokenWith: ReadonlySet<string>;
  startEpisode: (closure: Closure) => Episode;
  changedClosures: Map<string, Closure>;
  newEpisodes: Set<Episode>;
  changedEpisodes: Set<Episode>;
}

/**
 * Takes one event; of an older version than the one known nothing is taken but a way to her, where there is none. Returns the
 * closure where it was taken.
 */
export function takeClosure(desk: Desk, event: ClosureState): Closure | null {
  const before = desk.closures.get(event.caseKey);
  if (before && before.version >= event.version) return takeLate(desk, before, event);
  const closure = closureFrom(event, before);
  closure.staffReason = findingAfter(desk, closure, event);
  if (before && before.subjectKey !== closure.subjectKey) {
    if (event.victimKey === before.victimKey || isUnderWay(desk, before)) closure.subjectKey = before.subjectKey;
    else leave(desk, closure);
  }
  desk.closures.set(closure.caseKey, closure);
  if (closure.state === 'merged') desk.merged.add(closure.caseKey);
  for (const part of partsOf(desk, closure)) learn(closure, part);
  const into = partOf(desk, closure);
  if (into) handOver(desk, closure, into);
  place(desk, closure, event.contact !== null);
  if (closure.deadOrIll) heedDeath(desk, closure.subjectKey);
  return closure;
}

/**
 * Another pseudonym is another partition: what was said first may come second. It says nothing that stands still, but may be the
 * only event with a way to reach her.
 */
function takeLate(desk: Desk, before: Closure, event: ClosureState): Closure | null {
  if (event.contact === null || before.hasContact) return null;
  const closure = { ...before, hasContact: true, staffReason: findingAfter(desk, before, event) };
  desk.closures.set(closure.caseKey, closure);
  place(desk, closure, true);
  return closure;
}

/**
 * What staff found of a case stays, whatever the police send - but that there was nothing to reach her with holds until they give
 * something, or have her case open again.
 */
function findingAfter(desk: Desk, closure: Closure, { contact, state }: ClosureState): Closure['staffReason'] {
  const { staffReason, episodeId } = closure;
  if (staffReason === 'no-usable-contact') return contact === null ? staffReason : null;
  const found = staffReason === 'no-safe-channel' && episodeId ? desk.episodes.get(episodeId) : undefined;
  return found && lacksDetails(found) && (contact !== null || state !== 'closed') ? null : staffReason;
}

/** No way was safe because none was there: what the police gave was not kept, could not be read, or was no way to reach her. */
const lacksDetails = ({ exclusion, reasons }: Episode): boolean =>
  exclusion === 'no-safe-channel' && reasons.some((reason) => unreachable.has(reason));

/** The case of which this one is a part, or of which it was another reference; one of somebody else is none. */
export function partOf(desk: Desk, { state, mergedInto, victimKey, subjectKey }: Closure): Closure | null {
  const into = state === 'merged' && mergedInto !== null ? desk.closures.get(mergedInto) : undefined;
  if (into?.state !== 'closed') return null;
  const isHers = victimKey === null || [null, victimKey].includes(into.victimKey) || into.subjectKey === subjectKey;
  return isHers ? into : null;
}

const partsOf = (desk: Desk, closure: Closure): Closure[] =>
  [...desk.merged].map((key) => desk.closures.get(key)!).filter((part) => partOf(desk, part) === closure);

/** What the police gave for a part of the case, and what staff found, is of the case. */
function learn(closure: Closure, part: Closure): void {
  closure.hasContact ||= part.hasContact;
  closure.staffReason ??= part.staffReason;
}

/** She was asked about this case under another reference, or as a part of it: that goes on, or stands, and is not done again. */
function handOver(desk: Desk, part: Closure, into: Closure): void {
  const hasItsOwn = into.hasContact;
  learn(into, part);
  const episode = part.episodeId ? desk.episodes.get(part.episodeId) : undefined;
  const isOfBoth = !episode || episode.id === into.episodeId || isUnderWay(desk, into);
  if (!isOfBoth) {
    leave(desk, into);
    Object.assign(into, { episodeId: episode.id, subjectKey: episode.subjectKey });
  }
  if (part.episodeId === into.episodeId) part.episodeId = null;
  place(desk, into, hasItsOwn && !isOfBoth);
}

/**
 * Somebody was written to about this case, spoken with, said something, or is held: that is of one person, whatever pseudonym the
 * police give her now. Another would ask her again, lift the hold, or make her no somebody else's. Likewise whoever waits for the
 * court and has an episode.
 */
function isUnderWay(desk: Desk, { episodeId, disposition, subjectKey }: Closure): boolean {
  const episode = episodeId ? desk.episodes.get(episodeId) : undefined;
  if (!episode) return disposition === 'deferred' && (desk.episodesOf.get(subjectKey) ?? []).some(waitsForCourt);
  if (episode.state === 'superseded') return false;
  if (hasEnded(episode.state) || episode.state === 'held') return true;
  // Whether somebody looked is forgotten when there is news; what she said is not.
  return (
    episode.firstInvitedAt !== null ||
    desk.spokenWith.has(subjectKey) ||
    episode.checkedOn !== null ||
    episode.legalHold
  );
}

const waitsForCourt = (episode: Episode): boolean => episode.exclusion === 'proceedings-live';

/**
 * Told in whichever case of hers: whatever was planned waits until somebody has looked. A later event does not take it back;
 * that the police were wrong is found by looking.
 */
function heedDeath(desk: Desk, subjectKey: string): void {
  if (!desk.deaths.has(subjectKey)) desk.deaths.set(subjectKey, 'told');
  for (const episode of desk.episodesOf.get(subjectKey) ?? []) {
    if (hasEnded(episode.state) || episode.deadOrIll) continue;
    Object.assign(episode, { deadOrIll: true, checkedOn: null });
    openAgain(desk, episode);
    if (!desk.newEpisodes.has(episode)) desk.changedEpisodes.add(episode);
  }
}

/** Its contact is opened and judged anew before anything else happens; where it is held, once it is released. */
function openAgain(desk: Desk, episode: Episode): void {
  const stands = episode.state === 'held' ? episode.heldFrom : episode.state;
  if (stands === 'inviting') episode.resumeAt = episode.dueAt;
  if (episode.state === 'held') episode.heldFrom = 'opening';
  else move(episode, 'opening', desk.now);
  episode.dueAt = desk.now;
}

/** Proceedings started or ended. */
export function takeProceedings(desk: Desk, event: { caseKey: string; version: number; live: boolean }): void {
  const before = desk.closures.get(event.caseKey);
  if (!before || before.version >= event.version) return;
  const closure = { ...before, version: event.version, proceedingsLive: event.live };
  desk.closures.set(closure.caseKey, closure);
  place(desk, closure, false);
}

/** Gives a closure its one place: out, waiting, or in an episode. */
export function place(desk: Desk, closure: Closure, newContact: boolean): void {
  desk.changedClosures.set(closure.caseKey, closure);
  if (closure.state !== 'closed') {
    leave(desk, closure);
    Object.assign(closure, { disposition: null, reason: null, recheckOn: null });
    return;
  }
  const episode = closure.episodeId ? desk.episodes.get(closure.episodeId) : undefined;
  if (episode && staysAsItIs(episode, closure, newContact)) {
    Object.assign(closure, dispositionOf(episode));
    return;
  }
  if (episode && hasEnded(episode.state)) leave(desk, closure);
  const verdict = judge({
    outcomeClass: closure.outcomeClass,
    withinLookBack: closure.withinLookBack,
    proceedingsLive: closure.proceedingsLive,
    refused: [closure, ...partsOf(desk, closure)].some((c) => desk.refused(c.caseKey) || desk.refused(c.subjectKey)),
    invitedWithin90Days: invitedElsewhere(desk, closure),
    staffReason: desk.deaths.get(closure.subjectKey) === 'found' ? 'deceased' : closure.staffReason,
  });
  if (verdict) {
    leave(desk, closure);
    closure.recheckOn =
      verdict.disposition === 'deferred'
        ? (closure.recheckOn ?? london.addDays(london.today(desk.now), RECHECK_PROCEEDINGS_DAYS))
        : null;
    Object.assign(closure, verdict);
    return;
  }
  closure.recheckOn = null;
  join(desk, closure, newContact, episode);
}

/** What kept these cases out is so no longer: each is judged again, and where she is to be asked now somebody looks first. */
export function judgeAgain(desk: Desk, cases: readonly Closure[]): void {
  for (const closure of cases) {
    place(desk, closure, false);
    const episode = closure.episodeId ? desk.episodes.get(closure.episodeId) : undefined;
    if (episode?.state === 'opening') lookFirst(episode, ['kept-out-before']);
  }
}

function lookFirst(episode: Episode, reasons: readonly CheckReason[]): void {
  if (reasons.length > 0)
    Object.assign(episode, { reasons: [...new Set([...episode.reasons, ...reasons])], checkedOn: null });
}

/** What keeps somebody out until the police send something better: a way to her, or another date of birth. */
const untilNewContact: ReadonlySet<Episode['exclusion']> = new Set(['no-usable-contact', 'under-16']);

/** What was done stays done: an ended episode keeps its closures, unless a contact opens a way that was missing. */
function staysAsItIs(episode: Episode, closure: Closure, newContact: boolean): boolean {
  if (!hasEnded(episode.state)) return false;
  if (episode.state === 'excluded' && newContact && !closure.staffReason)
    return !untilNewContact.has(episode.exclusion) && !lacksDetails(episode);
  if (episode.state === 'undeliverable' && newContact) return episode.firstInvitedAt !== null;
  return episode.state !== 'superseded';
}

/** What was taken back before she answered is no invitation: its link is dead, and nothing else would ask her. */
function invitedElsewhere(desk: Desk, closure: Closure): boolean {
  const since = new Date(desk.now.getTime() - INVITED_WITHIN_DAYS * 86_400_000);
  return (desk.episodesOf.get(closure.subjectKey) ?? []).some(
    (e) =>
      e.id !== closure.episodeId && e.state !== 'superseded' && e.firstInvitedAt !== null && e.firstInvitedAt >= since,
  );
}

function join(desk: Desk, closure: Closure, newContact: boolean, before: Episode | undefined): void {
  const own = desk.episodesOf.get(closure.subjectKey) ?? [];
  if (own.every((e) => hasEnded(e.state))) beginAgain(desk, own, before);
  const open = own.find((e) => !hasEnded(e.state));
  if (!open) {
    const started = desk.startEpisode(closure);
    started.deadOrIll ||= desk.deaths.has(closure.subjectKey);
    takeOver(desk, started, own.at(-1));
    desk.episodes.set(started.id, started);
    desk.episodesOf.set(closure.subjectKey, [...own, started]);
    desk.newEpisodes.add(started);
    closure.episodeId = started.id;
    Object.assign(closure, dispositionOf(started));
    return;
  }
  closure.episodeId = open.id;
  refreshFromClosures(desk, open);
  if (newContact) openAgain(desk, open);
  if (!desk.newEpisodes.has(open)) desk.changedEpisodes.add(open);
  Object.assign(closure, dispositionOf(open));
}

/** A child stays the same episode, for the decision on it may be open still; so does whoever waited for the court, for she may know its name. */
function beginAgain(desk: Desk, own: readonly Episode[], before: Episode | undefined): void {
  const known = before?.exclusion === 'under-16' ? before : own.find(waitsForCourt);
  if (!known) return;
  move(known, 'opening', desk.now);
  known.dueAt = desk.now;
  takeOver(desk, known, own.at(-1));
  if (desk.deaths.has(known.subjectKey)) Object.assign(known, { deadOrIll: true, checkedOn: null });
}

/** What stood in the way of the one before, when the police ended it, stands in the way of the next: a hold, or that nobody has looked. */
function takeOver(desk: Desk, next: Episode, before: Episode | undefined): void {
  if (before?.state === 'superseded')
    lookFirst(
      next,
      before.reasons.filter((reason) => untilLooked.has(reason)),
    );
  if (desk.heldUntil.get(next.subjectKey)! > desk.now)
    hold(next, 'staff', 'Held when the police sent her case again.', desk.now);
}

/** Takes a closure out of its episode; an episode without closures has no reason to go on. */
function leave(desk: Desk, closure: Closure): void {
  const episode = closure.episodeId ? desk.episodes.get(closure.episodeId) : undefined;
  closure.episodeId = null;
  if (!episode || hasEnded(episode.state)) return;
  if (!desk.newEpisodes.has(episode)) desk.changedEpisodes.add(episode);
  const left = [...desk.closures.values()].some((c) => c.episodeId === episode.id && c.caseKey !== closure.caseKey);
  if (left) return refreshFromClosures(desk, episode, closure.caseKey);
  if (episode.state === 'held') lookFirst(episode, ['kept-out-before']);
  move(episode, 'superseded', desk.now);
  if (episode.firstInvitedAt) judgeAgain(desk, covered(desk, closure, episode.subjectKey));
}

/** Cases of hers that stayed out because one invitation covers them: it was taken back, and covers nothing. */
const covered = (desk: Desk, { caseKey }: Closure, subjectKey: string): Closure[] =>
  [...desk.closures.values()].filter(
    (c) => c.subjectKey === subjectKey && c.caseKey !== caseKey && c.reason === 'invited-within-90-days',
  );

/** She is asked about the case that closed last. An invitation under way keeps the cue it was sent with. */
function refreshFromClosures(desk: Desk, episode: Episode, without?: string): void {
  const own = [...desk.closures.values()].filter((c) => c.episodeId === episode.id && c.caseKey !== without);
  const last = own.sort((a, b) => (a.closedOn + a.caseKey < b.closedOn + b.caseKey ? -1 : 1)).at(-1);
  if (!last) return;
  if (episode.state === 'inviting' || episode.firstInvitedAt !== null) return;
  Object.assign(episode, {
    force: last.force,
    unit: last.unit,
    sourceSystem: last.sourceSystem,
    closedOn: last.closedOn,
  });
}
