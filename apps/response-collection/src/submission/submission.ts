import { randomBytes } from 'node:crypto';
import type { RecordKind, ReleasedRecord, SurveyState } from '@answerable/contracts';
import { normaliseSurveyCode, recordCloses } from '@answerable/contracts';
import { itemOf, questionnaireOf, recordsOf, type Answers } from '@answerable/questionnaire';
import { derive, hmac } from '../keys/crypto.js';

/** What lies in the table beside the five kinds of record: her untied message (or none), and what is counted of the visit. */
export type SealedKind = RecordKind | 'message' | 'evidence';

/** Every record of a kind has this many bytes before it is sealed; tests show that the longest fits. */
export const sizes: Readonly<Record<SealedKind, number>> = {
  headline: 256,
  area: 1536,
  borough: 3328,
  constituency: 1536,
  characteristic: 320,
  message: 4480,
  evidence: 256,
};
/** Room for one bundle of attributes, sealed twice. */
const BUNDLE_ROOM = 1200;
/** Rows of one submission, of any version, at most; a version with fewer leaves hashes of her code unused. */
export const MOST_ROWS = 20;

/** Whether all are of one size, and a record has room for it: another size would tell whose record it is. */
export function bundlesFit({ area, borough, constituency }: SurveyState['bundles']): boolean {
  return [...area, ...constituency].every(({ length }) => length === borough.length) && borough.length <= BUNDLE_ROOM;
}

export interface ClearRecord {
  readonly kind: SealedKind;
  /** The month at whose end it leaves. */
  readonly leaves: string;
  readonly clear: Buffer;
}

export interface Evidence {
  readonly mode: 'web' | 'telephone';
  readonly language: string;
  readonly sent: boolean;
  /** Item put to everybody whose page she left without answering it; 'check' where only sending was left; null where she sent it all. */
  readonly stoppedAt: string | null;
  readonly straightLined: boolean;
}

/**
 * A submission as its unlinked records, each padded to the size of its kind: the same kinds and number for everybody,
 * with an empty message where there is none.
 */
export function clearRecords(given: {
  month: string;
  questionnaire: string;
  answers: Answers;
  bundles: SurveyState['bundles'];
  message: string;
}): ClearRecord[] {
  const { month, questionnaire, answers, bundles, message } = given;
  const bundlesOf: Record<RecordKind, string[]> = {
    headline: [],
    area: [...bundles.area],
    borough: [bundles.borough],
    constituency: [...bundles.constituency],
    characteristic: [],
  };
  const records = recordsOf(questionnaire, answers).map(({ kind, answers: held }): ClearRecord => {
    const bundle = bundlesOf[kind].shift() ?? null;
    return {
      kind,
      leaves: lastMonthOf(recordCloses[kind], month),
      clear: paddedRecord({
        kind,
        questionnaireVersion: questionnaire,
        answers: held as ReleasedRecord['answers'],
        bundle,
      }),
    };
  });
  return [...records, { kind: 'message', leaves: month, clear: clearMessage(message) }];
}

/** The contract keeps the padding inside, so that what reporting opens is of one size too. */
export function paddedRecord(record: Omit<ReleasedRecord, 'pad'>): Buffer {
  const missing = sizes[record.kind] - Buffer.byteLength(JSON.stringify({ ...record, pad: '' }));
  if (missing < 0) throw new Error(`a ${record.kind} record is ${-missing} bytes too long`);
  return Buffer.from(JSON.stringify({ ...record, pad: ' '.repeat(missing) }));
}

const clearMessage = (text: string): Buffer => pad(JSON.stringify({ text }), sizes.message);
export const clearEvidence = (evidence: Evidence): Buffer => pad(JSON.stringify(evidence), sizes.evidence);

function pad(text: string, size: number): Buffer {
  const missing = size - Buffer.byteLength(text);
  if (missing < 0) throw new Error(`${-missing} bytes too long`);
  return Buffer.from(text + ' '.repeat(missing));
}

/** The month at whose end a period ends that `month` lies in. */
export function lastMonthOf(period: 'month' | 'half-year' | 'year', month: string): string {
  const year = month.slice(0, 4);
  if (period === 'year') return `${year}-12`;
  if (period === 'half-year') return month <= `${year}-06` ? `${year}-06` : `${year}-12`;
  return month;
}

/** Name of the period that a kind of record closes with at the end of `month`; undefined where none ends then. */
export function periodEnding(period: 'month' | 'half-year' | 'year', month: string): string | undefined {
  if (lastMonthOf(period, month) !== month) return undefined;
  const year = month.slice(0, 4);
  return { month, 'half-year': `${year}-H${month.endsWith('06') ? 1 : 2}`, year }[period];
}

/**
 * The first page of those put to everybody that she left without an answer; undefined where none is left. A page that an answer
 * leads to would tell that answer, and so would the page it belongs to, of somebody known to have answered that.
 */
export function pageLeft(questionnaire: string, answers: Answers): string | undefined {
  const { items } = questionnaireOf(questionnaire);
  return items.find(({ id, role, when }) => role !== 'gate' && !when && answers[id] === undefined)?.id;
}

/** Same place on every four-point scale: perhaps nobody read the questions. Only counted. */
export function isStraightLined(questionnaire: string, answers: Answers): boolean {
  const scales = [
    ['seriously', 'very fairly not-very not-at-all'],
    ['listened', 'very fairly not-very not-at-all'],
    ['respect', 'very fairly not-very not-at-all'],
    ['looked-into', 'all-they-could most some little-or-nothing'],
  ] as const;
  const asked = scales.filter(([id]) => itemOf(questionnaire, id));
  const places = new Set(asked.map(([id, codes]) => codes.split(' ').indexOf(String(answers[id]))));
  return places.size === 1 && !places.has(-1);
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const WITHDRAWAL_CODE = new RegExp(`^[${ALPHABET}]{16}$`);

/** Sixteen characters of Crockford's alphabet, 80 bits, shown in fours. */
export function newWithdrawalCode(): string {
  const code = Array.from(randomBytes(16), (byte) => ALPHABET[byte % 32]).join('');
  return code.match(/.{4}/g)!.join('-');
}

/** Whether it is of the form of a code, also of one that leads nowhere. */
export const isWithdrawalCode = (typed: string): boolean => WITHDRAWAL_CODE.test(normaliseSurveyCode(typed));

/** A different hash for each record of a submission: without the code nothing tells that they belong together. */
export const withdrawalHashes = (typed: string): Buffer[] => hashesOf(withdrawalKey(typed));

/** What her code leads to; the code cannot be found from it. 32 bytes. */
export const withdrawalKey = (typed: string): Buffer => derive(normaliseSurveyCode(typed), 'withdrawal');

export const hashesOf = (key: Buffer): Buffer[] =>
  Array.from({ length: MOST_ROWS }, (_, place) => hmac(key, String(place)));

/** Hashes that no code leads to; no different to look at. */
export const noWithdrawal = (): Buffer[] => Array.from({ length: MOST_ROWS }, () => randomBytes(32));
