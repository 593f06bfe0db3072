import { expect, test } from 'vitest';
import { faultsOf, fill } from './template-linter.js';
import { languages } from '@answerable/contracts';
import { messageChannels } from './channel.js';
import { templates, templateFor, textsOf, variablesOf } from './templates.js';

test.each(templates.map((t) => [`${t.channel} ${t.name} ${t.language} v${t.version}`, t] as const))(
  '%s tells nothing to whoever sees the screen',
  (_, template) =>
    expect(faultsOf(template, variablesOf[template.channel], textsOf[template.language].tellingWords)).toEqual([]),
);

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

test('a message with a gap is never made', () => {
  expect(() => fill('go to {{link}}', {})).toThrow('link');
});
