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

/**
 * A plain no, or a word that is a name or begins other sentences ("No problem, tonight", "End of the week", "Maya here"): it ends
 * everything only where it is all she wrote. Anything else is read by a person first.
 */
export const plainNo: ReadonlySet<string> = new Set([
  'no',
  'non',
  'não',
  'nao',
  'na',
  'nage',
  'nie',
  'لا',
  'hayır',
  'hayir',
  'maya',
  'dur',
  'end',
  'koniec',
]);

/** The whole message, or its first word where that is unmistakable. */
export function saysStop(message: string): boolean {
  const [first, ...rest] = message
    .trim()
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter(Boolean);
  return first !== undefined && all.has(first) && (rest.length === 0 || !plainNo.has(first));
}
