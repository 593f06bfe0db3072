import type { DeliveryChannel } from '@answerable/contracts';

/**
 * Words that would tell whoever holds her phone, in English, which everybody here may read; matched as beginnings of words.
 * Each other language adds its own: see `languages/`.
 */
const forbiddenWords: readonly string[] = [
  'polic',
  'officer',
  'crim',
  'case',
  'victim',
  'offence',
  'offense',
  'assault',
  'rape',
  'sexual',
  'sex',
  'abuse',
  'attack',
  'suspect',
  'charge',
  'court',
  'prosecut',
  'outcome',
  'closed',
  'investigat',
  'report',
  'detective',
  'statement',
  'support',
  'survey',
  'complain',
  'mp',
  'met',
];
/** Promotional content would make the message direct marketing (PECR). */
const promotional = ['offer', 'free', 'win', 'prize', 'discount', 'subscribe', 'donate', 'join us'];

const longest: Readonly<Record<DeliveryChannel, { subject: number; body: number }>> = {
  sms: { subject: 0, body: 306 },
  email: { subject: 60, body: 1200 },
  letter: { subject: 60, body: 1500 },
  telephone: { subject: 0, body: 300 },
};

export interface TemplateText {
  channel: DeliveryChannel;
  subject: string;
  body: string;
}

/** Arabic writes the article and small words together with the next one: there a word is found wherever it stands. */
const arabic = /\p{Script=Arabic}/u;
const wordPattern = (word: string) =>
  arabic.test(word)
    ? new RegExp(word, 'u')
    : new RegExp(`(?<![\\p{L}\\p{N}])${word}${word.length <= 3 ? '(?![\\p{L}\\p{N}])' : ''}`, 'iu');
/** A text with other letters than those of GSM 03.38 holds 67 characters a part: three parts at most. */
const gsm = /^[\n\r !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z¡£¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΔΦΓΛΩΠΨΣΘΞ€[\\\]^{|}~]*$/;
const LONGEST_UNICODE_TEXT = 201;
/** What a link and the name below take of it. */
const MOST_FOR_VALUES = 80;

/** Words in a setting that every message shows, such as who signs it, that would tell. */
export const tellingWordsIn = (text: string): string[] =>
  [...forbiddenWords, ...promotional].filter((w) => wordPattern(w).test(text));

/** What is wrong with a template, in words for the person who writes it; empty: it may be used. */
export function faultsOf(
  template: TemplateText,
  variables: readonly string[],
  tellingWords: readonly string[] = [],
): string[] {
  const whole = `${template.subject}\n${template.body}`;
  const used = [...whole.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]!);
  const plain = whole.replace(/\{\{\w+\}\}/g, '');
  const limit = longest[template.channel];
  return [
    ...[...forbiddenWords, ...tellingWords]
      .filter((w) => wordPattern(w).test(plain))
      .map((w) => `says "${w}": whoever sees the screen would know`),
    ...promotional.filter((w) => wordPattern(w).test(plain)).map((w) => `says "${w}": that is advertising`),
    ...(template.subject.length > limit.subject ? [`subject is longer than ${limit.subject} characters`] : []),
    ...(template.body.length > limit.body ? [`text is longer than ${limit.body} characters`] : []),
    ...(template.channel === 'sms' && !gsm.test(plain) && plain.length + MOST_FOR_VALUES > LONGEST_UNICODE_TEXT
      ? [`text is longer than ${LONGEST_UNICODE_TEXT} characters, as its letters need`]
      : []),
    ...used.filter((v) => !variables.includes(v)).map((v) => `uses {{${v}}}, which this message does not have`),
    ...(/\{[^{]|\}[^}]/.test(whole.replace(/\{\{\w+\}\}/g, '')) ? ['has a bracket that is not closed'] : []),
  ];
}

/** What a message must hold in whatever language: the way in, the way out, and who writes. */
const needed: Readonly<Record<DeliveryChannel, readonly string[]>> = {
  email: ['{{link}}', 'STOP', '{{sender}}'],
  sms: ['{{link}}', 'STOP', '{{sender}}'],
  letter: ['{{site}}', '{{code}}', '{{telephone}}', '{{sender}}'],
  telephone: [],
};

/** What a template of a message lacks, in words for the person who writes it; empty: it leads in and lets her out. */
export const missingFrom = ({ channel, body }: TemplateText): string[] =>
  needed[channel].filter((part) => !body.includes(part)).map((part) => `has no ${part}`);

/** Fills a template; throws where a variable has no value: a message with a gap is never sent. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined || value === '') throw new Error(`the template needs ${name}`);
    return value;
  });
}
