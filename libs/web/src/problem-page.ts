import type { ErrorPage, ProblemDocument } from '@answerable/service';
import { renderPage } from './views.js';

interface Sentences {
  title: string;
  /** What happened, what is safe, what to do next: in that order, one short paragraph. */
  happened: string;
  safe: string;
  next: string;
}

const byStatus: Record<number, Sentences> = {
  400: {
    title: 'Something in the form is not right',
    happened: 'We could not use what was sent.',
    safe: 'Nothing was changed.',
    next: 'Go back, correct it and send it again.',
  },
  401: {
    title: 'Sign in first',
    happened: 'You are not signed in, or your session has ended.',
    safe: 'Nothing was changed.',
    next: 'Sign in and open the page again.',
  },
  403: {
    title: 'Your account does not allow this',
    happened: 'This page is for another role than yours.',
    safe: 'Nothing was changed.',
    next: 'If it belongs to your work, ask the person who looks after accounts for the role.',
  },
  404: {
    title: 'There is nothing here',
    happened: 'There is no page at this address, or it is not meant for you.',
    safe: 'Nothing is lost.',
    next: 'Check the address, or begin at the start page.',
  },
  409: {
    title: 'Somebody was faster',
    happened: 'This was changed in the meantime.',
    safe: 'The other change stands; yours was not made.',
    next: 'Open the page again, look at what is there now, and decide again.',
  },
  413: {
    title: 'That is too much at once',
    happened: 'What was sent is larger than we take.',
    safe: 'Nothing was changed.',
    next: 'Send less, or in parts.',
  },
  422: {
    title: 'This cannot be done now',
    happened: 'The request is understood but does not fit the state of things.',
    safe: 'Nothing was changed.',
    next: 'Open the page again to see what can be done.',
  },
  429: {
    title: 'Too many at once',
    happened: 'There were more requests than we take in a short time.',
    safe: 'Nothing was changed.',
    next: 'Wait a minute, then try again.',
  },
  500: {
    title: 'Something went wrong on our side',
    happened: 'We made a mistake and could not finish.',
    safe: 'What was saved before is safe; the last step may not have been saved.',
    next: 'Try again in a few minutes.',
  },
  503: {
    title: 'This does not answer at the moment',
    happened: 'A part of the system cannot be reached.',
    safe: 'Nothing was changed.',
    next: 'Try again in a few minutes.',
  },
};

const byCode: Record<string, Sentences> = {
  'form-not-ours': {
    title: 'Your form was not sent',
    happened:
      'We could not be sure that this form came from our own page; this happens when cookies are off or were cleared.',
    safe: 'Nothing was changed.',
    next: 'Go back, open the page again and send the form once more.',
  },
};

/** The sentences for a failure: its own where the problem brings them, else those of its code, else of its status. */
export function sentencesFor(problem: ProblemDocument): Sentences {
  const general = byStatus[problem.status] ?? (problem.status < 500 ? byStatus[400]! : byStatus[500]!);
  const known = byCode[problem.code];
  const unexplained = problem.status >= 500 || problem.status === 404 || problem.code === 'role-missing';
  const own = (name: 'safe' | 'fix') => (typeof problem[name] === 'string' ? problem[name] : undefined);
  return {
    title: known?.title ?? (unexplained ? general.title : problem.title),
    happened: known?.happened ?? (unexplained ? general.happened : (problem.detail ?? general.happened)),
    safe: own('safe') ?? known?.safe ?? general.safe,
    next: own('fix') ?? known?.next ?? general.next,
  };
}

/** Answers failures with a page of the surface's own layout. */
export const problemPage: ErrorPage = (problem, _request, response) => {
  renderPage(response, 'problem.njk', { ...sentencesFor(problem), problem });
};
