import type { SurveyState } from '@answerable/contracts';

/** What this service knows of a survey while it is open: an id, hashes, and attributes it cannot read. */
export interface Survey {
  readonly surveyId: string;
  readonly state: 'open' | 'cancelled' | 'closed';
  readonly checkWordHash: Buffer | null;
  readonly language: string;
  readonly cueMonth: string;
  readonly questionnaire: string;
  readonly opensAt: Date;
  readonly expiresAt: Date;
  readonly bundles: SurveyState['bundles'];
  readonly opened: boolean;
}

export function isAnswerable(survey: Survey, now: Date): boolean {
  return survey.state === 'open' && survey.opensAt <= now && now < survey.expiresAt;
}
