import type { Views } from '@answerable/service';
import { assetRoutes } from './assets.js';
import { csrf, type CsrfOptions } from './csrf.js';
import { languages, type LanguageChoice } from './languages.js';
import { pageHeaders, type PageHeaders } from './page-headers.js';
import { problemPage } from './problem-page.js';
import { createViews } from './views.js';

export interface PagesOptions {
  /** Folders with the app's own templates. */
  views: string[];
  /** Frame of error pages, and default of all pages: `layout` in every template. */
  layout: 'staff' | 'readers' | 'public' | 'survey';
  /** Where the service is reached; https makes cookies secure. */
  publicUrl: string;
  csrf: Pick<CsrfOptions, 'keys' | 'exempt'>;
  headers?: Pick<PageHeaders, 'formTargets' | 'referrer'>;
  languages?: Pick<LanguageChoice, 'supported' | 'texts'>;
  /** Further values every template can read. */
  globals?: Record<string, unknown>;
}

const english = [{ tag: 'en', name: 'English', direction: 'ltr' }] as const;

/** Gives a service pages: pass the result as `views` to `bootstrap`, then answer with `renderPage`. */
export function pages(options: PagesOptions): Views {
  const secure = options.publicUrl.startsWith('https:');
  return {
    errorPage: problemPage,
    prepare(app) {
      const express = app.getHttpAdapter().getInstance();
      express.locals.views = createViews(options.views, {
        layout: `layouts/${options.layout}.njk`,
        ...options.globals,
      });
      app.use(pageHeaders({ secure, ...options.headers }));
      app.use(languages({ supported: english, secure, ...options.languages }));
    },
    configure(app) {
      app.use(assetRoutes());
      app.use(csrf({ secure, ...options.csrf }));
    },
  };
}
