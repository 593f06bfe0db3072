/**
 * Age in years at which an English text can be read easily: the Flesch-Kincaid grade (Kincaid and others, 1975) plus five.
 * Syllables are counted by vowel groups, which is right to about one word in ten. Words in `known` count as one syllable:
 * names that a reader must know anyhow.
 */
export function readingAge(text: string, known: ReadonlySet<string> = new Set()): number {
  const sentences = text.split(/[.!?:]+(?:\s|$)/).filter((part) => /\p{L}/u.test(part));
  const words = text.toLowerCase().match(/[\p{L}']+/gu) ?? [];
  if (words.length === 0 || sentences.length === 0) return 5;
  const syllables = words.reduce((sum, word) => sum + (known.has(word) ? 1 : syllablesOf(word)), 0);
  return 5 + 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
}

function syllablesOf(word: string): number {
  const spoken = word.replace(/'s?$/, '').replace(/(?:[^laeiouy]es|[^aeioutd]ed|[^l]e)$/, (end) => end[0]!);
  return Math.max(1, (spoken.match(/[aeiouy]+/g) ?? []).length);
}
