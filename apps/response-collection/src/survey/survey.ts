/** What this service knows of a survey while it is open; beside it lie attributes that it cannot read. */
export interface Survey {
  readonly surveyId: string;
  readonly state: 'open' | 'cancelled' | 'closed';
  readonly checkWordHash: Buffer | null;
  readonly language: string;
  readonly cueMonth: string;
  readonly questionnaire: string;
  readonly opensAt: Date;
  readonly expiresAt: Date;
  readonly opened: boolean;
}

export function isAnswerable(survey: Survey, now: Date): boolean {
  return survey.state === 'open' && survey.opensAt <= now && now < survey.expiresAt;
}
