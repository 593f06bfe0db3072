import type { RequestHandler } from 'express';

/** What was done, confirmed in one line on the next page; only a name travels in the address, never the words. */
const lines: Record<string, string> = {
  claimed: 'You have taken {ref}. It is yours for an hour.',
  released: '{ref} is given back; a colleague can take it.',
  'contact-checked': 'What she said about safe contact is saved for {ref}.',
  attempt: 'The call is recorded for {ref}.',
  'attempt-declined':
    'She said no: everything for {ref} is stopped and her details are deleted, or once the call she asked for is made.',
  supporter: 'It is noted that you support her. Somebody else will interview her.',
  held: '{ref} is held. Nothing is sent until the hold ends.',
  'hold-ended': 'The hold on {ref} has ended.',
  'link-ended':
    'The link of {ref} opens nothing any more, and open pages have closed. Say with her what is safe before another goes.',
  declined:
    'She said no: everything for {ref} is stopped and her details are deleted, or once the call she asked for is made.',
  'ask-again': 'Her cases are judged again. The worklist has the look: say with her what is safe.',
  'taken-back': 'It is taken back: every case of hers is judged again, and somebody looks first.',
  excluded: '{ref} will not be asked; the reason is recorded.',
  concern: 'The concern is with the safeguarding lead, and everything for {ref} is held.',
  'concern-taken': 'You lead on this concern now.',
  'concern-closed': 'The concern is closed.',
  'call-back': 'The call-back is recorded.',
  'own-route': 'What you found out is recorded.',
  'own-route-not-reached': 'It is noted that she was not reached. She is due again on the next working day.',
  'own-route-erased': 'What was written is deleted.',
  'own-route-reopened': 'The entry waits again.',
  proceedings: 'The answer about the court is recorded for {ref}.',
  'child-decision': "The specialist's decision is recorded for {ref}.",
  paused: 'Everything is paused: no message leaves and no call is due.',
  resumed: 'Delivery goes on. What is overdue is spread over time.',
  proposed: 'The change is proposed. It takes effect when a second person approves it.',
  'proposal-approved': 'The change is approved and in force.',
  'proposal-rejected': 'The proposal is rejected; nothing changes.',
  requested: 'The request is noted with its time limit.',
  fulfilled: 'The request is done.',
  refused: 'The request is refused; tell her why, and that she can complain to the Information Commissioner.',
  'legal-hold': 'The legal hold is changed for {ref}.',
  'unread-settled': 'What you did is saved. The auditor reads it beside the number of these events.',
  approved: 'Your approval is recorded.',
  'report-held': 'The report is held for ten working days. All readers are told.',
  'correction-noted': 'The correction is noted. It is too small to be published without giving answers away.',
  'correction-with-next-report':
    'The correction is recorded. It goes through the release gate with the next report, which says what changed.',
  'correction-prepared': 'A new version is prepared. Two people approve it like any report.',
  'taken-down': 'The report is taken down. A tombstone stands in its place in the chain.',
  'response-taken-down': "The police's answer is taken down. The report beside it stays.",
  responded: 'Your response stands beside the report, for every reader.',
  'delegate-added': 'The delegate can read for your seat from now on.',
  'delegate-ended': "The delegate's access has ended.",
  'totals-signed': 'The control totals are signed.',
  explained: 'The explanation is recorded.',
};

/** Address of the next page with the line it shows. */
export const withDone = (path: string, done: keyof typeof lines, ref?: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}done=${done}${ref ? `&ref=${encodeURIComponent(ref)}` : ''}`;

/** Turns `?done=` into the line; a name we do not know shows nothing. */
export const showDone: RequestHandler = (request, response, next) => {
  const line = typeof request.query.done === 'string' ? lines[request.query.done] : undefined;
  const ref =
    typeof request.query.ref === 'string' && /^[\w-]{1,20}$/.test(request.query.ref) ? request.query.ref : 'it';
  if (line) response.locals.done = line.replace('{ref}', ref).replace(/^it/, 'It');
  next();
};
