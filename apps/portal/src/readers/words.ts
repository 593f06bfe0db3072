// Codes of the APIs in the words of the readers' pages.

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

export const monthInWords = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  );
