import { same, sha256 } from '../keys/crypto.js';

/** What this service knows of a survey while it is open; beside it lie attributes that it cannot read. */
export interface Survey {
  readonly surveyId: string;
  readonly state: 'open' | 'cancelled' | 'closed';
  readonly linkHash: Buffer | null;
  readonly codeHash: Buffer | null;
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

/** How she came in: by link and word, by letter code, or by an interviewer's handover. */
export type Way = 'link' | 'code' | 'handover';
type Ways = Pick<Survey, 'linkHash' | 'codeHash' | 'checkWordHash'>;

/** Another one once this way in was taken back or its word changed; a way that is added beside it changes nothing. */
export function markOf(way: Way, { linkHash, codeHash, checkWordHash }: Ways): Buffer {
  const hashes = { link: [linkHash, checkWordHash], code: [codeHash], handover: [] }[way];
  return sha256([way, ...hashes.map((hash) => hash?.toString('hex'))].join(' ')).subarray(0, 16);
}

/** Whether what she came in by still opens the survey. */
export const stillOpens = ({ way, mark }: { way: Way; mark: Buffer }, survey: Ways): boolean =>
  same(markOf(way, survey), mark);
