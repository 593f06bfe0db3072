// Codes of the APIs in the words of the readers' pages.
import type { RulesInForce } from '@answerable/contracts';

export const rejectionStates: Record<string, string> = {
  open: 'to be put right',
  'out-of-scope': 'not part of this survey, nothing to do',
  replayed: 'accepted since, after waiting here',
  corrected: 'put right by a later event',
  resent: 'sent again and accepted',
};

export const reconciliationStates: Record<string, string> = {
  'totals-missing': 'You have not signed control totals for this month yet.',
  agrees: 'What you closed and what arrived agree.',
  explained: 'There are differences, and you explained each of them.',
  differs: 'There are differences without an explanation. Unexplained ones are published as missing.',
  restated: 'You restated this month after signing. Sign the totals again.',
};

/** The same, said of a force to somebody else. */
export const statesOfForces: Record<string, string> = {
  'totals-missing': 'It has not signed control totals for this month.',
  agrees: 'What it signed and what arrived agree.',
  explained: 'There are differences, and it explained each of them.',
  differs: 'There are differences without an explanation. They are published as missing.',
  restated: 'It restated this month after signing, and has not signed again.',
};

export const offenceGroups: Record<string, string> = { rape: 'Rape', other: 'Other sexual offences' };

export const outcomeClasses: Record<string, string> = {
  CHARGED: 'Charged or summonsed',
  OUT_OF_COURT: 'Dealt with out of court',
  PREVENTED: 'Prosecution prevented',
  WITHDREW: 'Victim does not support action',
  NFA_EVIDENCE: 'No further action: evidence',
  NFA_POLICE: 'No further action: police decision',
  TRANSFER: 'Passed to another body',
  CANCELLED: 'Cancelled',
  ADMIN: 'Duplicate or part of another record',
  NOT_CRIMED: 'Not recorded as a crime',
};

export const publicationStates: Record<string, string> = {
  waiting: 'waiting for what is missing',
  prepared: 'frozen, waiting for approval',
  held: 'held',
  published: 'published',
  replaced: 'replaced by a correction',
  'taken-down': 'taken down',
};

export const stockParts: Record<string, string> = {
  opening: 'Open cases when the month began',
  reported: 'Reported in the month',
  reopened: 'Reopened in the month',
  closed: 'Closed in the month',
  transferredOut: 'Passed to another force or body',
  closing: 'Open cases when the month ended',
  openOverTwelveMonths: 'Of these, open for more than twelve months',
};

export const headlines: Record<string, string> = {
  satisfied: 'Satisfied with how the police handled the case',
  seriously: 'Taken seriously',
  pressure: 'Made to feel they should stop',
};

/** Numbers of the release rules. */
export const thresholds: Record<keyof RulesInForce['geographies'][number]['thresholds'], string> = {
  block: 'Answers that close a block at the end of a month',
  fewerThan: 'Counts of help asked for below this are "fewer than" it',
  helpBase: 'Answers in a quarter before help asked for is counted',
  constituencyShown: 'Answers in a constituency that is shown',
  constituencyHidden: 'Answers in the constituencies that are not shown, together',
  eachSide: 'Answers on each side of "closed within 30 days"',
  followUpParent: 'Answers to a question before its follow-ups are shown',
  correction: 'Answers that change before a figure is given again',
  possibleValues: 'Values that each figure must leave possible',
  knownRespondents: 'Answers that whoever attacks a report is taken to know',
};

/** Signs of gaming that the reference speaks of. */
export const signs: Record<keyof RulesInForce['signals'][number]['expected'], string> = {
  contactMissing: 'Closures without contact details',
  contactUnusable: 'Closures with contact details that cannot be used',
  outcome16Within30Days: 'Closures as withdrawn within 30 days',
  reclassified: 'Closures that were reclassified',
  victimChanged: 'Closures given to another victim',
  olderThanLookBack: 'Closures sent too late to ask',
  parkedAsLive: 'Closures parked as live proceedings',
  removed: 'Cases removed',
  mergedAway: 'Cases merged into another',
  surveyedThroughNothing: 'Cases merged into no record',
  openOverTwelveMonths: 'Open cases that are open for more than twelve months',
  awaitingCourtOverTwelveMonths: 'Charged cases that wait for the court for more than twelve months',
};

export const monthInWords = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  );
