import type { HeadlineItem } from '@answerable/contracts';

export const publicationStates: Record<string, string> = {
  waiting: 'waiting for what is missing',
  prepared: 'frozen, waiting for approval',
  held: 'held',
  published: 'published',
  replaced: 'replaced by a correction',
  'taken-down': 'taken down',
};

export const holdReasons: Record<string, string> = {
  'figures-checked': 'Figures are being checked',
  'risk-to-a-person': 'A person could be at risk',
  'police-data-restated': 'The police restated their data',
};

export const takedownReasons: Record<string, string> = {
  'risk-to-a-person': 'A person is at risk',
  'court-order': 'A court ordered it',
  'wrong-figures': 'The figures are wrong',
};

export const responseTakedownReasons: Record<string, string> = {
  'risk-to-a-person': 'A person is at risk',
  'court-order': 'A court ordered it',
};

export const correctionReasons: Record<string, string> = {
  'police-restated': 'The police restated their numbers',
  'answers-wrong': 'Answers were counted wrongly',
  'words-wrong': 'The words were wrong',
};

export const headlineNames: Record<HeadlineItem, string> = {
  satisfied: 'Satisfied with how the police handled the case',
  seriously: 'Taken seriously',
  pressure: 'Made to feel they should stop',
};
