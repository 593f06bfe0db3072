import { languages as offered } from '@answerable/contracts';
import { languages } from '@answerable/questionnaire';
import { describe, expect, it } from 'vitest';
import { helplines } from './helplines.js';
import { cueFor } from './page.js';

describe.each(Object.values(languages))('pages in $facts.name', (texts) => {
  it('name the month of the case in its own words', () => {
    expect(texts.months).toHaveLength(12);
    expect(cueFor(texts, '2026-05')).toContain(texts.months[4]!);
    expect(cueFor(texts, '2026-05')).toContain('2026');
  });

  it('say who each helpline is for', () => {
    for (const { id } of helplines) expect(texts.helplines[id]).toMatch(/\p{L}/u);
  });

  it('say nothing telling before she has passed the check word', () => {
    const first = [
      ...Object.values(texts.entry),
      texts.page.title,
      texts.page.menu,
      texts.items.safe.question,
      texts.helplines.samaritans,
    ];
    expect(first.join(' ')).not.toMatch(
      /victim|police|rape|Polizei|polic|polis|heddlu|booliis|الشرطة|sexu|crime|delito|reato/i,
    );
  });
});

it('the survey speaks every language that delivery may ask for', () => {
  expect(Object.keys(languages)).toEqual([...offered]);
});
