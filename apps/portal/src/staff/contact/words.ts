import type { ContactTime, DeliveryChannel, IdentityCheck, Language, SafeNotes } from '@answerable/contracts';

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

export const revealPurposes: Record<string, string> = {
  'safe-contact-check': 'Check safe contact',
  'telephone-call': 'Telephone her',
  'letter-returned': 'A letter came back',
  'data-subject-request': 'She asked about her data',
  safeguarding: 'Safeguarding',
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
