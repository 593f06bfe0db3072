import type { DeliveryChannel, Language } from '@answerable/contracts';

export type TemplateName = 'invitation' | 'reminder';

export interface MessageTemplate {
  name: TemplateName;
  version: number;
  channel: Exclude<DeliveryChannel, 'telephone'>;
  language: Language;
  subject: string;
  body: string;
}

/** Variables by channel: a link goes nowhere but where she said links are safe; a letter holds a code. */
export const variablesOf: Readonly<Record<MessageTemplate['channel'], readonly string[]>> = {
  email: ['link', 'sender'],
  sms: ['link', 'sender'],
  letter: ['code', 'site', 'sender', 'telephone'],
};

const mail = (language: Language, name: TemplateName, subject: string, body: string): MessageTemplate => ({
  name,
  version: 1,
  channel: 'email',
  language,
  subject,
  body,
});
const text = (language: Language, name: TemplateName, body: string): MessageTemplate => ({
  name,
  version: 1,
  channel: 'sms',
  language,
  subject: '',
  body,
});
const letter = (language: Language, name: TemplateName, subject: string, body: string): MessageTemplate => ({
  name,
  version: 1,
  channel: 'letter',
  language,
  subject,
  body,
});

/** Every message, versioned: a changed text is a new version. A test puts each through the linter. */
export const templates: readonly MessageTemplate[] = [
  mail(
    'en',
    'invitation',
    'A few questions, if you like',
    'Hello,\n\nWe said we would write. If you would like to tell us what you think, it takes a few minutes:\n\n{{link}}\n\nYou will need the word we agreed. You can stop at any point. If you would rather not, you need do nothing, or reply STOP.\n\n{{sender}}',
  ),
  mail(
    'en',
    'reminder',
    'Still open, if you like',
    'Hello,\n\nThe page we wrote about is still open:\n\n{{link}}\n\nYou will need the word we agreed. If you would rather not, reply STOP and we will not write again.\n\n{{sender}}',
  ),
  text(
    'en',
    'invitation',
    'Hello. As agreed, here is the page: {{link}} You will need the word we agreed. Reply STOP and we will not text again. {{sender}}',
  ),
  text('en', 'reminder', 'Hello. The page is still open: {{link}} Reply STOP and we will not text again. {{sender}}'),
  letter(
    'en',
    'invitation',
    'A few questions, if you like',
    'Hello,\n\nWe would like to know what you think. It takes a few minutes. You can stop at any point.\n\nGo to {{site}} and type this code:\n\n{{code}}\n\nIf you would rather talk, call {{telephone}}. If you would rather not, you need do nothing.\n\n{{sender}}',
  ),
  letter(
    'en',
    'reminder',
    'Still open, if you like',
    'Hello,\n\nThe page we wrote about is still open. Go to {{site}} and type this code:\n\n{{code}}\n\nIf you would rather talk, call {{telephone}}. If you would rather not, you need do nothing.\n\n{{sender}}',
  ),
  mail(
    'es',
    'invitation',
    'Unas preguntas, si quiere',
    'Hola:\n\nLe dijimos que le escribiríamos. Si quiere decirnos lo que piensa, son unos minutos:\n\n{{link}}\n\nNecesitará la palabra que acordamos. Puede parar cuando quiera. Si prefiere no hacerlo, no haga nada o responda STOP.\n\n{{sender}}',
  ),
  mail(
    'es',
    'reminder',
    'Sigue abierta, si quiere',
    'Hola:\n\nLa página de la que le escribimos sigue abierta:\n\n{{link}}\n\nNecesitará la palabra que acordamos. Si prefiere no hacerlo, responda STOP y no volveremos a escribirle.\n\n{{sender}}',
  ),
  text(
    'es',
    'invitation',
    'Hola. Como acordamos, esta es la página: {{link}} Necesitará la palabra que acordamos. Responda STOP y no escribiremos más. {{sender}}',
  ),
  text('es', 'reminder', 'Hola. La página sigue abierta: {{link}} Responda STOP y no escribiremos más. {{sender}}'),
  mail(
    'pt',
    'invitation',
    'Algumas perguntas, se quiser',
    'Olá,\n\nDissemos que íamos escrever. Se quiser dizer-nos o que pensa, demora alguns minutos:\n\n{{link}}\n\nVai precisar da palavra que combinámos. Pode parar quando quiser. Se preferir não, não faça nada ou responda STOP.\n\n{{sender}}',
  ),
  mail(
    'pt',
    'reminder',
    'Ainda aberta, se quiser',
    'Olá,\n\nA página de que falámos ainda está aberta:\n\n{{link}}\n\nVai precisar da palavra que combinámos. Se preferir não, responda STOP e não voltamos a escrever.\n\n{{sender}}',
  ),
  text(
    'pt',
    'invitation',
    'Olá. Como combinámos, aqui está a página: {{link}} Vai precisar da palavra que combinámos. Responda STOP e não escrevemos mais. {{sender}}',
  ),
  text('pt', 'reminder', 'Olá. A página ainda está aberta: {{link}} Responda STOP e não escrevemos mais. {{sender}}'),
];

/** The newest template for a channel; English where a language has none of its own. */
export function templateFor(
  name: TemplateName,
  channel: MessageTemplate['channel'],
  language: Language,
): MessageTemplate {
  const of = (l: Language) =>
    templates
      .filter((t) => t.name === name && t.channel === channel && t.language === l)
      .sort((a, b) => b.version - a.version)[0];
  return of(language) ?? of('en')!;
}

/** The first lines as a locked phone shows them. */
export function lockScreen(template: MessageTemplate, values: Readonly<Record<string, string>>): string {
  const shown = template.channel === 'sms' ? template.body : `${template.subject}\n${template.body}`;
  return shown.replace(/\{\{(\w+)\}\}/g, (_, v: string) => values[v] ?? '').slice(0, 120);
}
