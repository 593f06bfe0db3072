// Codes of the APIs in the words of Victim Support. A code without words here is shown as it is, and a test names it.
import type {
  AttemptOutcome,
  CheckReason,
  ContactTime,
  DeliveryChannel,
  Disposition,
  EpisodeState,
  ExclusionReason,
  HeadlineItem,
  IdentityCheck,
  Language,
  SafeNotes,
  TaskKind,
} from '@answerable/contracts';

export const taskKinds: Record<TaskKind, string> = {
  'safe-contact-check': 'Check safe contact',
  telephone: 'Telephone',
  'call-back': 'Call back',
  'proceedings-recheck': 'Ask whether the court case goes on',
  'child-decision': 'Decide with a child specialist',
  'hold-review': 'Review the hold',
};

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

export const checkReasons: Record<CheckReason, string> = {
  'no-contact-block': 'the police gave no contact details',
  'unreadable-block': 'the contact details cannot be read',
  'no-usable-contact': 'no usable way to reach her',
  'old-details': 'the details are old',
  'contradictory-details': 'the details contradict each other',
  'third-party-contact': "it is somebody else's contact",
  'shared-number': 'others answer this number too',
  'links-not-confirmed': 'not asked whether links are safe',
  'no-check-word': 'no check word agreed',
  'dead-or-ill': 'recorded as dead or too ill: check first',
  'age-unknown': 'age unknown',
  interpreter: 'needs an interpreter',
  'suspect-is-police-officer': 'the suspect is a police officer',
  'victim-is-police-employee': 'she works for the police',
  'lives-with-suspect': 'lives with the suspect',
  'at-risk': 'marked as at risk',
  'channel-failed': 'a message did not arrive',
  'asked-by-her': 'she asked for it',
  'not-safe-now': 'she said on the page that it was not safe',
  'said-stop': 'she answered a message with STOP: write nothing before you have spoken with her',
  'contact-not-kept': 'the police gave details; they were not kept, or are deleted',
  'kept-out-before': 'she was left out before and is no longer: look first',
};

/** Reasons that change how one may speak or whether one may call at all: shown first, and marked. */
export const graveReasons: readonly CheckReason[] = [
  'dead-or-ill',
  'suspect-is-police-officer',
  'lives-with-suspect',
  'at-risk',
  'not-safe-now',
  'said-stop',
  'shared-number',
  'third-party-contact',
];

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

export const channels: Record<DeliveryChannel, string> = {
  email: 'e-mail',
  sms: 'text message',
  letter: 'letter',
  telephone: 'telephone',
};

export const contactTimes: Record<ContactTime, string> = {
  'weekday-morning': 'weekday mornings',
  'weekday-afternoon': 'weekday afternoons',
  'weekday-evening': 'weekday evenings',
};

export const safeMarks: Record<string, string> = { safe: 'safe', unsafe: 'not safe', unknown: 'not asked' };

export const identityChecks: Record<IdentityCheck, string> = {
  'said-name-and-birth-date': 'She said her name and her date of birth',
  'known-to-us': 'We know her: from our own records, not from the police',
};

export const namedBy: Record<'police' | 'her', string> = {
  police: 'from the police: she has not named it to us',
  her: 'named to us by her',
};

export const languages: Record<Language, string> = {
  en: 'English',
  'en-easy': 'Easy read',
  cy: 'Welsh',
  es: 'Spanish',
  pt: 'Portuguese',
  fr: 'French',
  so: 'Somali',
  ar: 'Arabic',
  pl: 'Polish',
  it: 'Italian',
  tr: 'Turkish',
};

export const ageGroups: Record<string, string> = {
  'under-16': 'under 16',
  '16-17': '16 or 17, in her own right',
  '18-24': '18 to 24',
  '25-plus': '25 or over',
  unknown: 'unknown',
};

export const revealPurposes: Record<string, string> = {
  'safe-contact-check': 'Check safe contact',
  'telephone-call': 'Telephone her',
  'letter-returned': 'A letter came back',
  'data-subject-request': 'She asked about her data',
  safeguarding: 'Safeguarding',
};

export const risks: Record<string, string> = {
  life: 'Danger to life (one hour)',
  child: 'A child is at risk (four hours)',
  domestic: 'Danger at home (next working day)',
  other: 'Something else (next working day)',
};

export const wishes: Record<string, string> = {
  support: 'support',
  review: 'to ask for a review of the decision',
  complaint: 'to complain',
  'independent-body': 'to reach the independent police complaints body',
  mp: 'to reach her MP',
};

export const callBackOutcomes: Record<string, string> = {
  reached: 'I reached her',
  'not-reached-three-times': 'Not reached, three times',
  'no-longer-wanted': 'She no longer wants it',
  'handed-to-safeguarding': 'Handed to safeguarding',
};

export const ownRouteStates: Record<string, string> = {
  new: 'to verify',
  matched: 'belongs to an episode',
  'not-told-about': 'the police did not tell us about it',
  'not-verified': 'could not be verified',
  abuse: 'abuse of the page',
};

export const requestKinds: Record<string, string> = {
  access: 'see what is kept about her',
  erasure: 'have it deleted',
  objection: 'object to being asked',
  rectification: 'have it put right',
};

export const publicationStates: Record<string, string> = {
  waiting: 'waiting for what is missing',
  prepared: 'frozen, waiting for approval',
  held: 'held',
  published: 'published',
  replaced: 'replaced by a correction',
  'taken-down': 'taken down',
};

export const holdReasons: Record<string, string> = {
  'figures-checked': 'Figures are being checked',
  'risk-to-a-person': 'A person could be at risk',
  'police-data-restated': 'The police restated their data',
};

export const takedownReasons: Record<string, string> = {
  'risk-to-a-person': 'A person is at risk',
  'court-order': 'A court ordered it',
  'wrong-figures': 'The figures are wrong',
};

export const responseTakedownReasons: Record<string, string> = {
  'risk-to-a-person': 'A person is at risk',
  'court-order': 'A court ordered it',
};

export const correctionReasons: Record<string, string> = {
  'police-restated': 'The police restated their numbers',
  'answers-wrong': 'Answers were counted wrongly',
  'words-wrong': 'The words were wrong',
};

export const headlineNames: Record<HeadlineItem, string> = {
  satisfied: 'Satisfied with how the police handled the case',
  seriously: 'Taken seriously',
  pressure: 'Made to feel they should stop',
};

export const settingNames: Record<string, string> = {
  waitingDays: 'Days between closure and the first message',
  reminderAfterDays: 'Days before a reminder',
  reminders: 'Reminders at most',
  expiryDays: 'Days until a survey ends, after the first message',
  tasksPerDay: 'Tasks for staff a day, at most',
  messagesPerHour: 'Messages an hour, at most',
  telephoneAttempts: 'Calls to one person, at most',
  revealsPerHour: 'Contact details one person may open an hour',
  oldDetailsDays: 'Details older than this many days are checked first',
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
  'said-not-safe': 'She said on the page that it was not safe: look before anything else is sent',
  'disposition-changed': 'It counts as: {disposition}',
  'concern-taken-over': 'Another safeguarding lead took the concern over',
  held: 'Everything was held: {reason}',
  'held-source-silent': 'Messages were held because the police source is silent',
  released: 'The hold ended',
  excluded: 'She will not be asked: {reason}',
  declined: 'She said no',
  'taken-back': 'A lead took back what was written down by mistake ({finding}): {reason}',
  supported: 'Somebody supports her from now on',
  'proceedings-recheck': 'Somebody asked whether the court case goes on',
  'child-decision': 'A child specialist decided',
  'came-by-herself': 'She told us herself that nobody had asked her',
  'no-channel-left': 'No safe way to reach her is left',
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

export const plain = (code: string): string => code.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());

/** Safe-contact notes in one or two lines, the forbidden first: what one must know before the telephone is lifted. */
export function safeInWords(safe: SafeNotes | null): {
  never: string[];
  may: string[];
  unasked: string[];
  times: string;
} {
  const ways = [
    ['calls', safe?.telephone],
    ['voicemail', safe?.voicemail],
    ['texts', safe?.text],
    ['e-mail', safe?.email],
    ['letters', safe?.letter],
  ] as const;
  const those = (mark: string) => ways.filter(([, value]) => (value ?? 'unknown') === mark).map(([name]) => name);
  return {
    never: those('unsafe'),
    may: those('safe'),
    unasked: those('unknown'),
    times: (safe?.times ?? []).map((time) => contactTimes[time]).join(', '),
  };
}

export const monthInWords = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  );
