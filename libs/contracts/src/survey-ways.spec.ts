import { describe, expect, it } from 'vitest';
import { normaliseCheckWord, normaliseSurveyCode } from './survey-ways.js';

describe('a letter code', () => {
  it.each([
    ['as printed', '0123-45AB-CD1Z'],
    ['small, with spaces', ' 0123 45ab cd1z '],
    ['letters for figures', 'OI23-45AB-CDLZ'],
    ['the same letters, small', 'oi23 45ab cdlz'],
    ['on a Turkish keyboard', 'oı23-45ab-cdİz'],
    ['on a Polish keyboard', 'ol23-45ąb-ćdłż'],
    ['with Arabic figures', '٠١٢٣-٤٥ab-cd١z'],
    ['with Persian figures', '۰۱۲۳-۴۵ab-cd۱z'],
    ['full width', '０１２３－４５ＡＢ－ＣＤ１Ｚ'],
    ['other dashes', '0123–45AB—CD1Z'],
  ])('%s is the same code', (_how, typed) => {
    expect(normaliseSurveyCode(typed)).toBe('012345ABCD1Z');
  });

  it('that differs in a figure or a letter is another one', () => {
    for (const typed of ['0123-45AB-CD2Z', '0123-45AB-CD1', '0123-45BA-CD1Z', '٠١٢٤-٤٥ab-cd١z'])
      expect(normaliseSurveyCode(typed), typed).not.toBe('012345ABCD1Z');
  });
});

describe('a check word', () => {
  it.each([
    ['bluekettle', ['Blue Kettle', '  bluekÉttle. ', 'BLUE-KETTLE!', 'ｂｌｕｅ kettle']],
    ['kirmizicicek', ['kırmızı çiçek', 'KIRMIZI ÇİÇEK', 'Kirmizi Cicek', 'kirmizi çicek']],
    ['zoltalodz', ['żółta łódź', 'ŻÓŁTA ŁÓDŹ', 'zolta lodz']],
    ['room12', ['room 12', 'Room ١٢', 'room ۱۲']],
    ['الاسماء', ['الأسماء', 'الأَسْماء', 'ال أسماء']],
  ])('%s is heard in each way of typing it', (word, ways) => {
    for (const typed of ways) expect(normaliseCheckWord(typed), typed).toBe(normaliseCheckWord(word));
  });

  it('is another one in other letters', () => {
    for (const typed of ['blue bottle', 'room 13', ''])
      expect(['bluekettle', 'room12']).not.toContain(normaliseCheckWord(typed));
  });
});
