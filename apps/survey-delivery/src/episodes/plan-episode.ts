import type { CheckReason, DeliverySettings, SafeNotes, TaskKind } from '@answerable/contracts';
import { london } from '@answerable/service';
import { chooseChannel, mayBeWrittenTo, onlyWayIsShared, type ChannelFacts } from '../delivery/channel-choice.js';
import { nextContactMoment } from '../delivery/contact-hours.js';
import { needsLook, sixteenBy, type Assessment } from './contact-assessment.js';
import { exclude, move, type Episode } from './episode.js';

export interface Plan {
  /** Task to create, and the first day on which it may fall due; an urgent one is done by the next working day, however full. */
  task: { kind: TaskKind; earliest: string; urgent?: boolean } | null;
}

export const inviteOn = (episode: Pick<Episode, 'closedOn'>, settings: DeliverySettings): string =>
  london.addDays(episode.closedOn, settings.waitingDays);

export const CHILD_DECISION_DAYS = 28;
/** There is nothing to reach her with. */
export const unreachable: ReadonlySet<CheckReason> = new Set([
  'no-contact-block',
  'contact-not-kept',
  'unreadable-block',
  'no-usable-contact',
]);
/** Something after which nothing is sent: once somebody has looked, her next message goes on. */
const waitsForHer: readonly CheckReason[] = ['not-safe-now', 'replied', 'link-ended'];
export const waitsForLook = ({ reasons }: Pick<Episode, 'reasons'>): boolean =>
  waitsForHer.some((reason) => reasons.includes(reason));
/** Known from her or from what was done here, and not from what the police sent: they stand until a person has looked. */
export const untilLooked: ReadonlySet<CheckReason> = new Set([...waitsForHer, 'kept-out-before', 'asked-by-her']);

const anyWay = (safe: SafeNotes): boolean =>
  [safe.telephone, safe.text, safe.email, safe.letter].some((mark) => mark !== 'unsafe');

/** How the asking stood when she said something else about reaching her. */
export interface Before {
  /** Something written could go to her. */
  mayBeWrittenTo: boolean;
  /** A call that was due has been made by this, or one is planned for a later day; null: neither. */
  call: 'made' | 'planned' | null;
}

/** Whether what she said moves her next message forward; anything else leaves days that were agreed or planned as they are. */
function goesOnNow(episode: Episode, before: Before, waited: boolean, settings: DeliverySettings, now: Date) {
  const { safe } = episode;
  if (!safe || waited || before.call === 'made') return true;
  if (before.call === 'planned' && safe.telephone === 'unsafe') return true;
  const facts = factsOf(episode, safe, london.today(now));
  return (
    !before.mayBeWrittenTo &&
    mayBeWrittenTo(facts) &&
    chooseChannel(facts) !== 'telephone' &&
    episode.messagesSent <= settings.reminders
  );
}

const factsOf = (episode: Episode, safe: SafeNotes, today: string): ChannelFacts => ({
  safe,
  today,
  interpreter: episode.interpreter,
  preferred: episode.preferredChannel,
  failed: episode.failedChannels,
  used: episode.usedChannels,
  step: episode.messagesSent,
});

/**
 * What happens next with an episode whose contact was just opened: a message, a call, or a person who looks first. Whoever has
 * looked has seen the reasons that stood then; `seen` says that she sees those of now, and how the asking stood before. Any other
 * new one is looked at again.
 */
export function planEpisode(
  episode: Episode,
  assessment: Assessment,
  settings: DeliverySettings,
  now: Date,
  seen: Before | null = null,
): Plan {
  const today = london.today(now);
  const { resumeAt } = episode;
  episode.resumeAt = null;
  const known = new Set(episode.reasons);
  if (!seen && needsLook(assessment.reasons.filter((r) => !known.has(r)))) episode.checkedOn = null;
  Object.assign(episode, {
    ageGroup: assessment.ageGroup,
    language: assessment.language,
    interpreter: assessment.interpreter,
    reasons: [...assessment.reasons, ...(seen ? [] : [...known].filter((r) => untilLooked.has(r)))],
    safe: assessment.safe,
  });
  if (episode.ageGroup === 'under-16' && !episode.childMayBeAsked) {
    exclude(episode, 'under-16', now);
    // From sixteen on she is asked in her own right: somebody looks then.
    const born = assessment.current?.dateOfBirth;
    episode.dueAt = born ? london.startOfDay(sixteenBy(born)) : null;
    return { task: { kind: 'child-decision', earliest: london.addDays(today, CHILD_DECISION_DAYS) } };
  }
  const day = inviteOn(episode, settings);
  const earliest = day > today ? day : today;
  if (episode.state === 'inviting') {
    // Already invited: what she said counts for the next message, whose day stands unless there is a reason to go on now.
    const waited = waitsForHer.some((reason) => known.has(reason));
    if (!seen || goesOnNow(episode, seen, waited, settings, now))
      episode.dueAt = nextContactMoment(now, episode.safe?.times);
    return { task: null };
  }
  const looked = episode.checkedOn !== null;
  if (!episode.safe || (!looked && (needsLook(episode.reasons) || !anyWay(episode.safe)))) {
    move(episode, 'to-check', now);
    episode.dueAt = null;
    // Nobody is contacted by looking into what is known of her: where there is no way to reach her, that can be found at once.
    return {
      task: {
        kind: 'safe-contact-check',
        earliest: episode.reasons.some((r) => unreachable.has(r)) ? today : earliest,
        urgent: episode.reasons.includes('dead-or-ill'),
      },
    };
  }
  if (episode.firstInvitedAt || episode.messagesSent > 0) {
    // The police sent something new after she was invited: the asking goes on where it was, at once where somebody had to look.
    move(episode, 'inviting', now);
    episode.dueAt = resumeAt ?? nextContactMoment(now, episode.safe.times);
    return { task: null };
  }
  const channelWith = (safe: SafeNotes) => chooseChannel(factsOf(episode, safe, earliest));
  const channel = channelWith(episode.safe);
  if (onlyWayIsShared(episode.safe, channelWith)) {
    move(episode, 'to-check', now);
    episode.dueAt = null;
    return { task: { kind: 'safe-contact-check', earliest: today, urgent: true } };
  }
  if (channel === null) {
    // Somebody has looked, and no way to her is safe: she is not asked, and that is counted.
    exclude(episode, 'no-safe-channel', now);
    return { task: null };
  }
  if (channel !== 'telephone') {
    move(episode, 'scheduled', now);
    const start = london.at(earliest, '09:00');
    episode.dueAt = nextContactMoment(start > now ? start : now, episode.safe.times);
    return { task: null };
  }
  move(episode, 'to-check', now);
  episode.dueAt = null;
  return { task: { kind: 'telephone', earliest } };
}
