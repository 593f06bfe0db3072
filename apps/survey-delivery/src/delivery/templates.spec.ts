import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { faultsOf, fill, missingFrom } from './template-linter.js';
import { languages } from '@answerable/contracts';
import { messageChannels } from './channel.js';
import { configSchema } from '../config.js';
import { lockScreen, templates, templateFor, textsOf, variablesOf } from './templates.js';

/** Every version that may have been sent: lines are added, never changed. */
const frozen = new Map([
  ['en v1', '1139e868b8db3a9b'],
  ['en-easy v1', '228d1f53945b1f17'],
  ['cy v1', '4715aebdc07c2e19'],
  ['es v1', 'd2d4cc7a25694232'],
  ['pt v1', '965a17a8aa9193d2'],
  ['fr v1', '6f57cec13779d2ef'],
  ['so v1', 'b99ba5e7cc9435b0'],
  ['ar v1', '14da6456372e5305'],
  ['ar v2', '3b2777dae6ce15c4'],
  ['pl v1', '1089d6fc86ecf7d8'],
  ['it v1', '04a7ce592a6ab405'],
  ['tr v1', '4255703c8edcd405'],
]);

test.each(templates.map((t) => [`${t.channel} ${t.name} ${t.language} v${t.version}`, t] as const))(
  '%s tells nothing to whoever sees the screen',
  (_, template) =>
    expect(faultsOf(template, variablesOf[template.channel], textsOf[template.language].tellingWords)).toEqual([]),
);

test.each(templates.map((t) => [`${t.channel} ${t.name} ${t.language} v${t.version}`, t] as const))(
  '%s leads to the page, says who writes, and how to end it',
  (_, template) => expect(missingFrom(template)).toEqual([]),
);

test.each(messageChannels)('a template by %s without a way in, a way out or a sender is refused', (channel) => {
  expect(missingFrom({ channel, subject: 'Hello', body: 'Nothing in it' }).length).toBeGreaterThan(2);
  const whole = templateFor('reminder', channel, 'en');
  for (const part of channel === 'letter' ? ['{{code}}', '{{telephone}}'] : ['{{link}}', 'STOP'])
    expect(missingFrom({ ...whole, body: whole.body.replace(part, '') })).toEqual([`has no ${part}`]);
});

test('everybody is written to in the language of her survey', () => {
  for (const language of languages)
    for (const channel of messageChannels)
      expect(templateFor('invitation', channel, language)).toMatchObject({ language, channel });
});

test.each([
  ['cy', 'Eich achos'],
  ['es', 'Su denuncia'],
  ['pt', 'A polícia'],
  ['fr', 'Votre plainte'],
  ['so', 'Booliiska'],
  ['ar', 'من الشرطة'],
  ['pl', 'Pani sprawa'],
  ['it', 'la vittima'],
  ['tr', 'Polise'],
] as const)('in %s too a telling word is refused: %s', (language, body) =>
  expect(faultsOf({ channel: 'sms', subject: '', body }, [], textsOf[language].tellingWords)).not.toEqual([]),
);

test.each([
  'The police closed it',
  'Your case',
  'as a victim',
  'VICTIMS',
  'what the outcome was',
  'a sexual matter',
  'the MP asked',
])('a template that says "%s" is refused', (body) =>
  expect(faultsOf({ channel: 'sms', subject: '', body }, [])).not.toEqual([]),
);

test('a harmless word that merely contains a forbidden one is not refused', () => {
  expect(faultsOf({ channel: 'sms', subject: '', body: 'A simple example, metal and all' }, [])).toEqual([]);
});

test('a template that is too long, has an open bracket or an unknown variable is refused', () => {
  expect(faultsOf({ channel: 'sms', subject: '', body: 'a'.repeat(400) }, [])).toHaveLength(1);
  expect(faultsOf({ channel: 'sms', subject: '', body: 'go to {{lin' }, ['link'])).toHaveLength(1);
  expect(faultsOf({ channel: 'sms', subject: '', body: 'for {{name}}' }, ['link'])).toHaveLength(1);
});

test('a text that changes gets a new version: a message keeps the version that was sent, and that must say which words', () => {
  for (const [language, { version, reviewed: _, tellingWords: __, ...texts }] of Object.entries(textsOf)) {
    const digest = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
    expect(digest, `${language}: raise the version in languages/, then add a line above`).toBe(
      frozen.get(`${language} v${version}`),
    );
  }
});

test.each(['MESSAGE_SENDER', 'SMTP_FROM', 'SURVEY_URL'])(
  'nothing starts with a %s that tells: she is shown it with every message',
  (name) => {
    const told = {
      MESSAGE_SENDER: 'The police',
      SMTP_FROM: 'Victims <a@b.example>',
      SURVEY_URL: 'https://case.example',
    };
    const faults = (env: object) =>
      configSchema.safeParse(env).error?.issues.map((issue) => String(issue.path[0])) ?? [];
    expect(faults({ SURVEY_URL: 'https://s.answerable.example' })).not.toContain(name);
    expect(faults(told)).toContain(name);
  },
);

test('the preview of an e-mail begins with whom it is from', () => {
  const shown = lockScreen(templateFor('invitation', 'email', 'en'), { from: 'Sam <sam@answerable.example>' });
  expect(shown.startsWith('Sam <sam@answerable.example>\n')).toBe(true);
});

test('a message with a gap is never made', () => {
  expect(() => fill('go to {{link}}', {})).toThrow('link');
});
