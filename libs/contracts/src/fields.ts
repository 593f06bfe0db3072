import { z } from 'zod';

/** Calendar date, Europe/London, `YYYY-MM-DD`. */
export const date = z.iso.date().regex(/^[12]\d{3}/, 'expected a year such as 2026');
/** Calendar month, Europe/London, `YYYY-MM`. */
export const month = z.string().regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/, 'expected a month as YYYY-MM');
export const instant = z.iso.datetime({ offset: true });
/** Police force code, two digits, Home Office list: 01 Metropolitan Police, 48 City of London. */
export const force = z.string().regex(/^\d{2}$/, 'expected a two-digit force code such as 01');
/** Compact JWE: five base64url parts. Anything else is contact data in clear and is refused. */
export const jwe = z
  .string()
  .max(16_384)
  .regex(/^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/, 'expected a compact JWE (encrypted to the vault key)');
/** Keyed hash (HMAC-SHA-256), hexadecimal. */
export const keyedHash = z.string().regex(/^[0-9a-f]{64}$/);
/* oxlint-disable no-control-regex -- they are what is refused */
/** Text of any length without control characters other than those of its lines: a database cannot keep them all. */
export const plainText = z
  .string()
  .regex(/^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$/, 'control characters are not accepted');
/** One line of text. Spelled out and not as `\P{Cc}`, which is the same: a sender's generator or checker may not know that. */
export const unit = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\x00-\x1f\x7f-\x9f]*$/, 'control characters are not accepted');
/* oxlint-enable no-control-regex */
export const areaCode = z.string().regex(/^[EWSN]\d{8}$/, 'expected an ONS code such as E05011112');

export const outcomeClasses = [
  'CHARGED',
  'OUT_OF_COURT',
  'PREVENTED',
  'WITHDREW',
  'NFA_EVIDENCE',
  'NFA_POLICE',
  'TRANSFER',
  'CANCELLED',
  'ADMIN',
  'NOT_CRIMED',
] as const;
export const outcomeClass = z.enum(outcomeClasses);
export type OutcomeClass = z.infer<typeof outcomeClass>;

/** Classes as a record of an answer may carry them (four, never the police code). */
export const recordClasses = ['withdrew', 'stopped', 'not-crimed', 'other'] as const;
export const recordClass = z.enum(recordClasses);
export type RecordClass = z.infer<typeof recordClass>;

/** Folds an outcome class into the four of a record. Source: the field's table of classes. */
export const recordClassOf: Readonly<Record<OutcomeClass, RecordClass>> = {
  WITHDREW: 'withdrew',
  NFA_EVIDENCE: 'stopped',
  NFA_POLICE: 'stopped',
  PREVENTED: 'stopped',
  NOT_CRIMED: 'not-crimed',
  CANCELLED: 'not-crimed',
  CHARGED: 'other',
  OUT_OF_COURT: 'other',
  TRANSFER: 'other',
  ADMIN: 'other',
};

export const offenceGroup = z.enum(['rape', 'other']);
export type OffenceGroup = z.infer<typeof offenceGroup>;
export const ageBand = z.enum(['under-16', '16-17', '18-24', '25-34', '35-44', '45-54', '55-64', '65-plus', 'unknown']);
export const areaBasis = z.enum(['offence-location', 'victim-residence', 'recording-unit']);
export const policeReferral = z.enum(['given', 'refused', 'not_asked', 'unknown']);

/** Every closure has exactly one of these (invariant 1). `reason` is given with `excluded`. */
export const dispositions = [
  'to-check',
  'deferred',
  'excluded',
  'asked',
  'in-the-field',
  'undeliverable',
  'declined',
  'answered',
  'not-answered',
] as const;
export const disposition = z.enum(dispositions);
export type Disposition = z.infer<typeof disposition>;

export const exclusionReasons = [
  'under-16',
  'deceased',
  'no-usable-contact',
  'declined-by-her',
  'no-safe-channel',
  'proceedings-live',
  'safeguarding-hold',
  'invited-within-90-days',
  'older-than-look-back',
  'out-of-scope',
  'surveyed-through-another-record',
] as const;
export const exclusionReason = z.enum(exclusionReasons);
export type ExclusionReason = z.infer<typeof exclusionReason>;

export const languages = ['en', 'en-easy', 'cy', 'es', 'pt', 'fr', 'so', 'ar', 'pl', 'it', 'tr'] as const;
export const language = z.enum(languages);
export type Language = z.infer<typeof language>;
