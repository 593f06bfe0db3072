import type { DeliveryChannel } from '@answerable/contracts';

/** Words that would tell whoever holds her phone; matched as beginnings of words, in every template whatever its language. */
const forbiddenWords: readonly string[] = [
  'police',
  'polic',
  'officer',
  'crime',
  'criminal',
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
  'heddlu',
  'trosedd',
  'policía',
  'polícia',
  'delito',
  'víctima',
  'vítima',
  'crimen',
  'viol',
  'policja',
  'ofiara',
  'polizia',
  'vittima',
  'polis',
  'mağdur',
  'booliis',
  'شرطة',
  'ضحية',
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

const wordPattern = (word: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${word}${word.length <= 3 ? '(?![\\p{L}\\p{N}])' : ''}`, 'iu');

/** What is wrong with a template, in words for the person who writes it; empty: it may be used. */
export function faultsOf(template: TemplateText, variables: readonly string[]): string[] {
  const whole = `${template.subject}\n${template.body}`;
  const used = [...whole.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]!);
  const plain = whole.replace(/\{\{\w+\}\}/g, '');
  const limit = longest[template.channel];
  return [
    ...forbiddenWords
      .filter((w) => wordPattern(w).test(plain))
      .map((w) => `says "${w}": whoever sees the screen would know`),
    ...promotional.filter((w) => wordPattern(w).test(plain)).map((w) => `says "${w}": that is advertising`),
    ...(template.subject.length > limit.subject ? [`subject is longer than ${limit.subject} characters`] : []),
    ...(template.body.length > limit.body ? [`text is longer than ${limit.body} characters`] : []),
    ...used.filter((v) => !variables.includes(v)).map((v) => `uses {{${v}}}, which this message does not have`),
    ...(/\{[^{]|\}[^}]/.test(whole.replace(/\{\{\w+\}\}/g, '')) ? ['has a bracket that is not closed'] : []),
  ];
}

/** Fills a template; throws where a variable has no value: a message with a gap is never sent. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined || value === '') throw new Error(`the template needs ${name}`);
    return value;
  });
}
