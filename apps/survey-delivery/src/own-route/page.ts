import { fill, isolated, languages, textsOf, type LanguageTexts } from '@answerable/questionnaire';
import type { ProblemDocument } from '@answerable/service';
import { renderPage, type Language } from '@answerable/web';
import type { Request, Response } from 'express';

/** The public page speaks what the survey speaks, and says by the same texts which translations await review. */
export const supported: readonly Language[] = Object.values(languages).map(({ facts }) => ({
  tag: facts.code,
  name: facts.name,
  direction: facts.dir,
}));

/** Texts of the language that this answer is written in. */
export const textsFor = ({ locals }: Response): LanguageTexts => textsOf((locals.language as Language).tag);

export function show(response: Response, view: string, heading: string, model: Record<string, unknown> = {}): void {
  const t = textsFor(response);
  const { locale, name, dir } = t.facts;
  const language: Language = { tag: locale, name, direction: dir };
  renderPage(response, `${view}.njk`, { t, fill, heading, language, ...model });
}

/** What went wrong, in her language: that nothing was kept, and what to do. */
export const troublePage =
  (telephone: string) =>
  ({ code }: ProblemDocument, _request: Request, response: Response): void => {
    const { entry, page, ownRoute } = textsFor(response);
    const phone = isolated(telephone);
    const [heading, text] =
      code === 'too-many'
        ? [entry.busyTitle, fill(page.askFor, { phone })]
        : [ownRoute.notSentTitle, fill(ownRoute.notSent, { phone })];
    show(response, 'nobody-asked-me-trouble', heading, { text });
  };
