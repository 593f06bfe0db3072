/** How the report speaks of a measure: `label` in tables, `said` after "a quarter to a half of the people who answered". */
export interface MeasureWords {
  readonly label: string;
  readonly said: string;
}

export const headlineQuestions = {
  satisfied: 'Are people satisfied?',
  seriously: 'Were they taken seriously?',
  pressure: 'Were they made to feel they should stop?',
} as const;

/** In the order of the report. A measure without an entry cannot be published: the composer refuses it. */
export const measureWords: Readonly<Record<string, MeasureWords>> = {
  satisfied: {
    label: 'Satisfied with how the police handled the case',
    said: 'were satisfied with how the police handled their case',
  },
  seriously: { label: 'Taken seriously', said: 'said the police took what they reported very or fairly seriously' },
  pressure: { label: 'Made to feel they should stop', said: 'said the police made them feel they should stop' },
  dissatisfied: {
    label: 'Dissatisfied with how the police handled the case',
    said: 'were dissatisfied with how the police handled their case',
  },
  listened: { label: 'Officers listened well', said: 'said the officers listened very or fairly well' },
  believed: { label: 'Believed by all officers', said: 'felt believed by all of the officers' },
  respect: { label: 'Treated with respect', said: 'were treated very or fairly respectfully' },
  'trained-officer': {
    label: 'Told of a specially trained officer',
    said: 'were told that a specially trained officer would deal with them',
  },
  'support-offered': { label: 'Offered independent support', said: 'were offered independent support' },
  'looked-into': {
    label: 'Police did all or most of what they could',
    said: 'said the police did all or most of what they could to look into it',
  },
  'closing-first': {
    label: 'Police wanted to close the case',
    said: 'said the police wanted to close the case more than to find out what happened',
  },
  'told-recorded': { label: 'Told how it was recorded', said: 'were told how the police recorded what they reported' },
  'recorded-right': {
    label: 'No chance to say the record was wrong',
    said: 'had no chance to say if the record was wrong',
  },
  'outcome-told': { label: 'Told the outcome', said: 'were told the outcome' },
  'reasons-given': { label: 'Given reasons they could understand', said: 'were given reasons they could understand' },
  'review-told': {
    label: 'Told they could ask for a review',
    said: 'were told they could ask for the decision to be reviewed',
  },
  wellbeing: {
    label: 'Contact with the police made things worse',
    said: 'said contact with the police made things worse for them',
  },
  'report-again': {
    label: 'Would report again',
    said: 'would be likely to report it if something similar happened again',
  },
  'free-choice': { label: 'Free to decide for themselves', said: 'said they were free to decide for themselves' },
  'talked-about': {
    label: 'Police talked to them about this survey',
    said: 'said someone from the police talked to them about this survey',
  },
  'discordance-a': {
    label: 'Did not tell the police to stop, though the record says so',
    said: 'said they had not told the police that they did not want to carry on',
  },
  'discordance-b': {
    label: 'Did not decide to stop, though the record says so',
    said: 'said the case ended in another way than by their own decision',
  },
  'pressure-strength': {
    label: 'Made to feel strongly that they should stop',
    said: 'said the police made them feel a lot that they should stop',
  },
  'pressure-how:told-trouble': {
    label: 'Told they could be in trouble',
    said: 'said they were told they could be in trouble',
  },
  'pressure-how:asked-to-sign': {
    label: 'Asked to sign a statement they did not fully agree with',
    said: 'said they were asked to sign a statement they did not fully agree with or understand',
  },
  'pressure-how:phone-or-records': {
    label: 'Asked for phone or records in a way that felt like pressure',
    said: 'said they were asked for their phone or records in a way that felt like pressure',
  },
  'pressure-how:kept-waiting': {
    label: 'Kept waiting until they gave up',
    said: 'said they were kept waiting until they gave up',
  },
  'pressure-how:made-to-blame': { label: 'Made to feel to blame', said: 'said they were made to feel to blame' },
  'pressure-how:unlikely-to-succeed': {
    label: 'Told it was unlikely to succeed',
    said: 'said they were told it was unlikely to succeed',
  },
  'pressure-how:something-else': {
    label: 'Something else made them feel they should stop',
    said: 'said something else made them feel they should stop',
  },
  'why-stopped:peace-of-mind': {
    label: 'Stopped for their own peace of mind',
    said: 'decided to stop for their own peace of mind',
  },
  'why-stopped:safety': { label: 'Stopped for safety', said: 'decided to stop for safety' },
  'why-stopped:how-long': {
    label: 'Stopped because of how long it took',
    said: 'decided to stop because of how long it took',
  },
  'why-stopped:how-police-dealt': {
    label: 'Stopped because of how the police dealt with them',
    said: 'decided to stop because of how the police dealt with them',
  },
  'why-stopped:privacy': {
    label: 'Stopped for privacy, phone or records',
    said: 'decided to stop for reasons of privacy, phone or records',
  },
  'why-stopped:court': {
    label: 'Stopped because of going to court',
    said: 'decided to stop because of going to court',
  },
  'why-stopped:work-or-family': { label: 'Stopped for work or family', said: 'decided to stop for work or family' },
  'why-stopped:something-else': { label: 'Stopped for another reason', said: 'decided to stop for another reason' },
  'treated-worse': {
    label: 'Treated worse because of who they are',
    said: 'said they were treated worse because of who they are',
  },
  'help:support': { label: 'Support', said: '' },
  'help:review': { label: 'Asking for the decision to be reviewed', said: '' },
  'help:complaint': { label: 'Making a complaint', said: '' },
  'help:independent-body': { label: 'The independent police complaints body', said: '' },
  'help:mp': { label: 'Their MP', said: '' },
};

/** Whose answers, where it is not the borough, an area or a constituency. */
export const groupWords: Readonly<Record<string, string>> = {
  withdrew: 'cases recorded as ended because the person did not support action',
  'closed-within-30-days': 'cases closed within 30 days of the report',
  'closed-later': 'cases closed later',
  'age:16-24': 'people aged 16 to 24',
  'age:25-34': 'people aged 25 to 34',
  'age:35-44': 'people aged 35 to 44',
  'age:45-54': 'people aged 45 to 54',
  'age:55-64': 'people aged 55 to 64',
  'age:65-or-over': 'people aged 65 or over',
  'gender:woman': 'women',
  'gender:man': 'men',
  'gender:another': 'people of another gender',
  'ethnicity:asian': 'Asian people',
  'ethnicity:black': 'Black people',
  'ethnicity:mixed': 'people of mixed ethnicity',
  'ethnicity:white': 'White people',
  'ethnicity:other': 'people of another ethnicity',
  'disability:yes': 'disabled people',
  'disability:no': 'people who are not disabled',
};

export const terms: readonly { readonly term: string; readonly meaning: string }[] = [
  {
    term: 'Case of this kind',
    meaning:
      'A report of rape or another sexual offence located in this area that the police have closed in any way: charged, ended, cancelled or never recorded as a crime.',
  },
  {
    term: 'About 25',
    meaning: 'Counts of people are given to the nearest 5, so that no figure can be traced to one person.',
  },
  { term: 'A quarter to a half', meaning: 'Shares are given as bands. The fewer people answered, the wider the band.' },
  {
    term: 'Could be',
    meaning:
      'Few people answer, so the true figure could lie anywhere in this range (95% intervals by Wilson’s method, over everything the band allows).',
  },
  {
    term: 'All who answered',
    meaning:
      'A share is of those who answered the question. Who skipped it, was not sure, would rather not say or was not asked it counts neither for nor against.',
  },
  {
    term: 'Figure, or block',
    meaning:
      'Answers are collected over whole months until at least 20 people have answered; then they become one figure. Every answer belongs to one figure only.',
  },
  {
    term: 'More than chance',
    meaning:
      'The last three figures together lie further from a level fixed in advance than chance would put them in about 3 of 1,000 cases.',
  },
  {
    term: 'Withheld',
    meaning:
      'Not shown, because a few people could be recognised from it. What is withheld depends on how many answered, not on what they said; only the last check before publication may withhold more, and the report then says so.',
  },
  {
    term: 'No usable contact',
    meaning: 'The police gave no telephone number or address, or what they gave did not work.',
  },
  {
    term: 'Waiting for the court',
    meaning: 'Somebody was charged; people are asked only when the proceedings have ended.',
  },
  {
    term: 'Sealed',
    meaning: 'Signed with a key and chained to the report before. Anyone can check that not one digit was changed.',
  },
];

export const standing = 'Nothing here says that pressure did not happen.';
