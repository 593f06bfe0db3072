import { fill, type LanguageTexts } from '@answerable/questionnaire';
import { renderPage, renderPart } from '@answerable/web';
import type { Response } from 'express';
import { helplines } from './helplines.js';

/** Texts of the language that this answer is written in. */
export const textsFor = (response: Response): LanguageTexts => response.locals.texts as LanguageTexts;

/**
 * Where a form that leaves leads to: a neutral page that goes on to another site by itself. Straight there it cannot lead:
 * browsers hold a form to this site (form-action), through every redirect.
 */
export const AWAY = '/bye?away';

/**
 * Shows a page. `neutral` pages say nothing of what this is about: they may be the first thing another person sees.
 */
export function show(response: Response, view: string, model: Record<string, unknown> = {}): void {
  const t = textsFor(response);
  const neutral = model.neutral !== false;
  const shown = { t, neutral, helplines: helplines.filter((line) => line.neutral || !neutral) };
  renderPage(response, `${view}.njk`, { ...shown, footer: footer(response, shown), ...model });
}

const footers = new WeakMap<object, Map<string, string>>();

/** The same under every page of a language: rendered once. */
function footer({ app }: Response, model: { t: LanguageTexts; neutral: boolean }): string {
  const made = footers.get(app) ?? new Map<string, string>();
  footers.set(app, made);
  const name = `${model.t.facts.code} ${model.neutral}`;
  const html = made.get(name) ?? renderPart(app, 'footer.njk', model);
  made.set(name, html);
  return html;
}

export type Notice = 'failed' | 'closed' | 'over' | 'late' | 'busy' | 'missing' | 'trouble' | 'bye';

/** A page that says one thing: what happened, what is safe, what to do next. */
export function notice(response: Response, name: Notice, status = 200): void {
  const { entry } = textsFor(response);
  response.status(status);
  show(response, 'notice', { heading: entry[`${name}Title`], text: entry[name] });
}

export const monthInWords = (texts: LanguageTexts, month: string): { month: string; year: string } => ({
  month: texts.months[Number(month.slice(5, 7)) - 1]!,
  year: month.slice(0, 4),
});

export const cueFor = (texts: LanguageTexts, month: string): string => fill(texts.page.cue, monthInWords(texts, month));
