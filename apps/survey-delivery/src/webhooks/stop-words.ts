import type { Language } from '@answerable/contracts';

/** Words that mean no, in every language in which we write; those of English count in all of them. */
export const stopWords: Readonly<Record<Language, readonly string[]>> = {
  en: ['stop', 'stopall', 'unsubscribe', 'end', 'quit', 'cancel', 'no'],
  'en-easy': ['stop', 'no'],
  cy: ['peidio', 'peidiwch', 'stopio', 'na', 'nage'],
  es: ['parar', 'pare', 'alto', 'basta', 'no'],
  pt: ['parar', 'pare', 'não', 'nao'],
  fr: ['arrêt', 'arret', 'arrêtez', 'arretez', 'non'],
  so: ['jooji', 'joojiya', 'maya'],
  ar: ['توقف', 'توقفوا', 'قف', 'لا'],
  pl: ['stop', 'koniec', 'przestań', 'przestan', 'nie'],
  it: ['basta', 'ferma', 'no'],
  tr: ['dur', 'durdur', 'durun', 'hayır', 'hayir', 'iptal'],
};
const all = new Set(Object.values(stopWords).flat());

/** The whole message or its first word. */
export const saysStop = (message: string): boolean =>
  all.has(
    message
      .trim()
      .toLowerCase()
      .split(/[^\p{L}\p{M}]+/u)
      .find(Boolean) ?? '',
  );
