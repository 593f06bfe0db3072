import type { ReleaseInput, ReleasePlan } from './release.js';

/** What bases and the calendar decide about a month's report. It sees no answer. */
export function planRelease(_input: Omit<ReleaseInput, 'counts' | 'onProgress'>): ReleasePlan {
  throw new Error('not built yet');
}
