import type { Migration } from '@answerable/persistence';

/** The trace of what the police sent, while a contact waits to be opened. */
export const traceOfACase: Migration = {
  name: '0044-trace-of-a-case',
  up: `alter table episodes add column traceparent text;`,
};
