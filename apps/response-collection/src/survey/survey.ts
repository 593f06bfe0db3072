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

/** A survey opens when it is issued, by another machine's clock: ours may be behind, and nobody has a way in before that. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

export function isAnswerable(
  { state, opensAt, expiresAt }: Pick<Survey, 'state' | 'opensAt' | 'expiresAt'>,
  now: Date,
): boolean {
  return state === 'open' && opensAt.getTime() - CLOCKS_DIFFER_MS <= now.getTime() && now < expiresAt;
}
