import type { AttemptOutcome, Disposition, EpisodeState, ExclusionReason } from '@answerable/contracts';
import { callBackOutcomes } from '../call-backs/words.js';
import { channels, revealPurposes } from '../contact/words.js';
import { plain } from '../in-words.js';

export const episodeStates: Record<EpisodeState, string> = {
  opening: 'being opened',
  'to-check': 'a person must look first',
  scheduled: 'waiting for its time',
  inviting: 'being invited',
  held: 'held',
  answered: 'answered',
  declined: 'she said no',
  undeliverable: 'could not be reached',
  'not-answered': 'not answered in time',
  excluded: 'not asked',
  superseded: 'part of another episode',
};

/** Where she stands: whoever waits for the court has an episode that has not begun, and has not been left out. */
export const standing = ({ state, exclusion }: { state: EpisodeState; exclusion: ExclusionReason | null }): string =>
  exclusion === 'proceedings-live' ? dispositions.deferred : episodeStates[state];

export const exclusionReasons: Record<ExclusionReason, string> = {
  'under-16': 'under 16',
  deceased: 'she has died',
  'no-usable-contact': 'no usable contact',
  'declined-by-her': 'she said no',
  'no-safe-channel': 'no safe way to reach her',
  'proceedings-live': 'the court case goes on',
  'safeguarding-hold': 'safeguarding hold',
  'invited-within-90-days': 'invited within the last 90 days',
  'older-than-look-back': 'closed before we began to ask',
  'out-of-scope': 'not in scope',
  'surveyed-through-another-record': 'asked through another record',
};

export const dispositions: Record<Disposition, string> = {
  'to-check': 'to check',
  deferred: 'waiting for the court',
  excluded: 'not asked',
  asked: 'asked',
  'in-the-field': 'invited, not finished',
  undeliverable: 'could not be reached',
  declined: 'she said no',
  answered: 'answered',
  'not-answered': 'not answered in time',
};

export const attemptOutcomes: Record<AttemptOutcome, string> = {
  'no-answer': 'No answer',
  'neutral-voicemail': 'Left a neutral message (only where voicemail is safe)',
  'wrong-number': 'Wrong number',
  'someone-else': 'Somebody else answered; I said nothing about why',
  'call-later': 'She asked to be called later',
  'agreed-to-link': 'She wants the link',
  'letter-returned': 'Her letter came back',
  interviewed: 'Interviewed',
  declined: 'She says no, this time',
  'never-ask-again': 'She says no, never ask again',
  'not-safe': 'It is not safe to call',
  deceased: 'She has died',
  'too-ill': 'She is too ill',
};

export const ageGroups: Record<string, string> = {
  'under-16': 'under 16',
  '16-17': '16 or 17, in her own right',
  '18-24': '18 to 24',
  '25-plus': '25 or over',
  unknown: 'unknown',
};

/** Events of an episode's story; `{x}` is a detail of the event. */
const story: Record<string, string> = {
  'closure-recorded': 'The police told us of a closed case',
  'contact-assessed': 'The contact details were assessed',
  'safe-contact-updated': 'She said how to reach her safely',
  'message-created': 'A message was prepared ({channel})',
  'message-sent': 'A message was sent ({channel})',
  'message-failed': 'A message did not arrive ({channel})',
  'call-planned': 'A call was planned',
  attempt: 'She was called: {outcome}',
  'called-back': 'She was called back: {outcome}',
  'interview-opened': 'An interview was opened',
  'survey-opened': 'She opened the survey',
  'survey-submitted': 'She answered. Nobody can tell which answers are hers.',
  'survey-declined': 'She declined in the survey',
  replied: 'She answered a message: nothing more is sent before somebody has read it',
  'answered-by-machine': 'A machine answered a message, such as an out-of-office note: nothing was read into it',
  'replied-after': 'She answered a message after her asking had ended: somebody reads it',
  'said-not-safe': 'She said on the page that it was not safe: look before anything else is sent',
  'disposition-changed': 'It counts as: {disposition}',
  'concern-taken-over': 'Another safeguarding lead took the concern over',
  held: 'Everything was held: {reason}',
  'held-source-silent': 'Messages were held because the police source is silent',
  'link-ended': 'Her link was ended, with whatever page was open: {reason}',
  released: 'The hold ended',
  excluded: 'She will not be asked: {reason}',
  declined: 'She said no',
  'taken-back': 'A lead took back why she was not to be asked ({finding}): {reason}',
  supported: 'Somebody supports her from now on',
  'proceedings-recheck': 'Somebody asked whether the court case goes on',
  'child-decision': 'A child specialist decided',
  'turned-sixteen': 'She has turned sixteen: somebody looks, and she is asked in her own right',
  'asks-to-be-asked': 'She rang and asked to be asked: her cases were judged again',
  'came-by-herself': 'She told us herself that nobody had asked her',
  'came-by-herself-taken-back': 'That she had told us herself was wrong: see whose number is written down for her',
  'only-way-is-shared': 'The one safe way to her is somebody else’s too: nothing is sent, and somebody looks',
  'no-channel-left': 'No safe way to reach her is left',
  'no-case-left': 'The police have reopened or removed her case: there is nothing to ask her about',
  expired: 'The survey ended without an answer',
  revealed: 'Contact details were opened: {purpose}',
  'request-received': 'She asked about her data: {request}',
  'request-refused': 'What she asked of us was refused: {reason}',
};

const codes: Record<string, string> = {
  staff: 'by a colleague',
  safeguarding: 'safeguarding',
  ...callBackOutcomes,
  ...attemptOutcomes,
  ...dispositions,
  ...channels,
  ...revealPurposes,
  ...exclusionReasons,
};

/** One event of the story as a sentence; an event we have no words for is named by its kind. */
export function storyLine(entry: { kind: string; detail: Record<string, unknown> }): string {
  const words = (story[entry.kind] ?? plain(entry.kind)) + remark(entry);
  return words
    .replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = entry.detail[name];
      return typeof value === 'string' ? (codes[value] ?? plain(value)).toLowerCase() : String(value ?? '');
    })
    .replace(/[:(] ?\)?$/, '')
    .trim();
}

/** Worth a second look: a mailbox other than the one the police gave may be hers alone, or not hers at all. */
const remark = ({ detail }: { detail: Record<string, unknown> }): string =>
  detail['emailAsPoliceGaveIt'] === false ? '; another mailbox than the police gave' : '';
