import type {
  CheckReason,
  DeliveryChannel,
  Disposition,
  EpisodeState,
  ExclusionReason,
  Language,
  SafeNotes,
} from '@answerable/contracts';
import type { Verdict } from './eligibility.js';

export type AgeGroup = 'under-16' | '16-17' | '18-24' | '25-plus' | 'unknown';

/** One person, the cases of hers that ended together, and the one invitation that covers them. */
export interface Episode {
  id: string;
  organisationId: string;
  /** Victim key of the sender, or the case key where the police give none. */
  subjectKey: string;
  reference: string;
  state: EpisodeState;
  heldReason: 'safeguarding' | 'staff' | null;
  heldNote: string | null;
  heldFrom: EpisodeState | null;
  exclusion: ExclusionReason | null;
  /** Of the case she is asked about: the one that closed last. */
  force: string;
  unit: string;
  sourceSystem: string;
  closedOn: string;
  deadOrIll: boolean;
  ageGroup: AgeGroup;
  childMayBeAsked: boolean;
  language: Language;
  interpreter: boolean;
  reasons: CheckReason[];
  /** When somebody looked at the reasons that stand: they do not stop a message again, and a new one makes this null. */
  checkedOn: string | null;
  safe: SafeNotes | null;
  preferredChannel: DeliveryChannel | null;
  failedChannels: DeliveryChannel[];
  usedChannels: DeliveryChannel[];
  checkWordHash: string | null;
  surveyId: string;
  dueAt: Date | null;
  /** When her next message was due before the police sent something new of her, which is looked at first. */
  resumeAt: Date | null;
  messagesSent: number;
  phoneAttempts: number;
  /** Something surely reached her: a receipt says so, she opened it, or somebody spoke with her. */
  reached: boolean;
  firstInvitedAt: Date | null;
  openedOn: string | null;
  answeredOn: string | null;
  /** The text she agreed to, where she has answered. */
  consentVersion: string | null;
  expiresAt: Date | null;
  legalHold: boolean;
  startedAt: Date;
  closedAt: Date | null;
}

/** Which state may follow which. Progress of the survey may arrive late, so an answer is taken in every state. */
export const transitions: Readonly<Record<EpisodeState, readonly EpisodeState[]>> = {
  opening: ['to-check', 'scheduled', 'inviting', 'held', 'declined', 'excluded', 'superseded', 'answered'],
  'to-check': [
    'opening',
    'scheduled',
    'inviting',
    'held',
    'declined',
    'excluded',
    'undeliverable',
    'superseded',
    'answered',
  ],
  scheduled: [
    'opening',
    'to-check',
    'inviting',
    'held',
    'declined',
    'excluded',
    'undeliverable',
    'superseded',
    'answered',
  ],
  inviting: [
    'opening',
    'to-check',
    'held',
    'declined',
    'excluded',
    'undeliverable',
    'not-answered',
    'superseded',
    'answered',
  ],
  held: [
    'opening',
    'to-check',
    'scheduled',
    'inviting',
    'declined',
    'excluded',
    'undeliverable',
    'not-answered',
    'superseded',
    'answered',
  ],
  answered: [],
  declined: ['answered', 'superseded', 'undeliverable', 'not-answered'],
  undeliverable: ['opening', 'declined', 'excluded', 'superseded', 'answered'],
  'not-answered': ['declined', 'excluded', 'superseded', 'answered'],
  excluded: ['opening', 'declined', 'superseded', 'answered', 'undeliverable', 'not-answered'],
  superseded: ['declined', 'answered'],
};

const ended: ReadonlySet<EpisodeState> = new Set([
  'answered',
  'declined',
  'undeliverable',
  'not-answered',
  'excluded',
  'superseded',
]);
export const hasEnded = (state: EpisodeState): boolean => ended.has(state);

/**
 * Where nothing more would be sent STOP still ends something: her details go, and what may begin anew is not asked about. From
 * somebody who has answered, or whose no is written down, it is heard once.
 */
export const mayStillStop = ({ state, reasons }: Pick<Episode, 'state' | 'reasons'>): boolean =>
  !(state === 'declined' || state === 'answered') || !reasons.includes('said-stop');

export class IllegalTransition extends Error {
  constructor(from: EpisodeState, to: EpisodeState) {
    super(`an episode cannot go from ${from} to ${to}`);
  }
}

export const mayMove = (episode: Episode, to: EpisodeState): boolean =>
  episode.state === to || transitions[episode.state].includes(to);

/** Moves an episode, in place; throws IllegalTransition. Staying where it is, is no move. */
export function move(episode: Episode, to: EpisodeState, now: Date): void {
  if (episode.state === to) return;
  if (!transitions[episode.state].includes(to)) throw new IllegalTransition(episode.state, to);
  episode.state = to;
  episode.closedAt = ended.has(to) ? now : null;
  if (ended.has(to)) episode.dueAt = null;
  if (to !== 'held') Object.assign(episode, { heldReason: null, heldNote: null, heldFrom: null });
  if (to !== 'excluded') episode.exclusion = null;
}

export function exclude(episode: Episode, reason: ExclusionReason, now: Date): void {
  move(episode, 'excluded', now);
  episode.exclusion = reason;
}

/**
 * Something she said is looked at before anything more goes to her: what was due next is her end. So it is too where her next message
 * waits for the end of a hold, or for something new of the police.
 */
export function waitForLook(episode: Episode, reason: CheckReason, now: Date): void {
  episode.reasons = [...new Set([...episode.reasons, reason])];
  if (episode.resumeAt) episode.resumeAt = episode.expiresAt;
  const stands = episode.state === 'held' ? episode.heldFrom : episode.state;
  if (stands === 'inviting') episode.dueAt = episode.expiresAt;
  if (stands !== 'scheduled') return;
  if (episode.state === 'held') episode.heldFrom = 'to-check';
  else move(episode, 'to-check', now);
  episode.dueAt = null;
}

/** The police have reopened or removed every case in it: there is nothing to ask her about. */
export function supersedeWithoutCase(episode: Episode, now: Date): { episodeId: string; at: Date; kind: string } {
  move(episode, 'superseded', now);
  return { episodeId: episode.id, at: now, kind: 'no-case-left' };
}

/** What her safeguarding lead holds, or has decided to leave alone: nobody else may reach her or change that. */
export const isForHerLead = (episode: Episode): boolean => dispositionOf(episode)?.reason === 'safeguarding-hold';

/** A concern stands above a reason of staff, and is never replaced by one. */
export function hold(episode: Episode, reason: 'safeguarding' | 'staff', note: string | null, now: Date): void {
  if (reason === 'staff' && episode.heldReason === 'safeguarding') throw new IllegalTransition('held', 'held');
  const from = episode.state === 'held' ? episode.heldFrom : episode.state;
  move(episode, 'held', now);
  Object.assign(episode, { heldReason: reason, heldNote: note, heldFrom: from });
}

/** Ends a hold: back to where it was. What fell due meanwhile is due now, a reminder not before its time. */
export function releaseHold(episode: Episode, now: Date): void {
  if (episode.state !== 'held') throw new IllegalTransition(episode.state, episode.heldFrom ?? 'to-check');
  const planned = episode.dueAt;
  move(episode, episode.heldFrom ?? 'to-check', now);
  episode.dueAt = planned && planned > now ? planned : now;
}

const fixed: Partial<Record<EpisodeState, Disposition>> = {
  opening: 'to-check',
  'to-check': 'to-check',
  scheduled: 'to-check',
  answered: 'answered',
  declined: 'declined',
  undeliverable: 'undeliverable',
  'not-answered': 'not-answered',
};

/** Where the closures of an episode stand (invariant 1: exactly one disposition each). Null: superseded, its closures have left. */
export function dispositionOf(episode: Episode): Verdict | null {
  if (episode.state === 'superseded') return null;
  if (episode.state === 'excluded') return { disposition: 'excluded', reason: episode.exclusion };
  if (episode.state === 'held' && episode.heldReason === 'safeguarding') {
    return { disposition: 'excluded', reason: 'safeguarding-hold' };
  }
  const known = fixed[episode.state];
  if (known && !(known === 'to-check' && episode.firstInvitedAt)) return { disposition: known, reason: null };
  if (!episode.firstInvitedAt) return { disposition: 'to-check', reason: null };
  return { disposition: episode.openedOn ? 'in-the-field' : 'asked', reason: null };
}
