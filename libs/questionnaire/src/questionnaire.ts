/**
 * A questionnaire is data. An item may depend on her own earlier answers and on nothing else: being asked a
 * question would otherwise tell her, or whoever holds her phone, what the police wrote down.
 */
export type ItemType = 'single' | 'multi' | 'text';

/**
 * gate: nothing is kept; answer: goes into records; characteristic: only beside one single answer, once a year;
 * apart: for Victim Support alone, never near an answer.
 */
export type ItemRole = 'gate' | 'answer' | 'characteristic' | 'apart';

export interface Branch {
  readonly item: string;
  readonly is: readonly string[];
}

export interface Item {
  readonly id: string;
  readonly type: ItemType;
  readonly role: ItemRole;
  /** Codes in the order listed. Empty for text. */
  readonly answers: readonly string[];
  /** Where its words stand in the languages, if a version says it otherwise than the one before; else under its id. */
  readonly wording?: string;
  readonly notSure?: true;
  readonly preferNotToSay?: true;
  readonly when?: Branch;
  /** Order drawn for each person; codes named here keep their place at the end. */
  readonly randomOrder?: { readonly last: readonly string[] };
  /** Multi: a code that cannot stand beside others. */
  readonly alone?: readonly string[];
  readonly maxLength?: number;
}

export type TableId = 'T2' | 'T3' | 'T4' | 'T5' | 'T7' | 'follow-up';

export interface Measure {
  readonly id: string;
  readonly item: string;
  /** Answers that count. For a multi item: any of these ticked. */
  readonly positive: readonly string[];
  /** Answers that make up the base; all others, and the four special codes, are not valid. */
  readonly valid: readonly string[];
  readonly tables: readonly TableId[];
  readonly headline?: 1 | 2 | 3;
  /** Counted only among records of this class of outcome. */
  readonly withinClass?: 'withdrew';
  /** Counted only among cases closed within 30 days of the report. */
  readonly closedWithin30Days?: true;
  /** A follow-up has no base of its own: its share is of all valid answers to the parent item. */
  readonly parent?: { readonly item: string; readonly valid: readonly string[] };
}

export interface Questionnaire {
  readonly version: string;
  readonly items: readonly Item[];
  readonly measures: readonly Measure[];
  /** The characteristic records carry this answer alone. */
  readonly characteristicAnswer: string;
}

/** Four different silences: she passed it by; she chose not to say; she does not know; it was never put to her. */
export const SKIPPED = 'skipped';
export const PREFER_NOT_TO_SAY = 'prefer-not-to-say';
export const NOT_SURE = 'not-sure';
export const NOT_ASKED = 'not-asked';
export const specialCodes = [SKIPPED, PREFER_NOT_TO_SAY, NOT_SURE, NOT_ASKED] as const;

/** One code for single and text items, a list of codes for multi; a special code stands alone as a string. */
export type Answer = string | readonly string[];
export type Answers = Readonly<Record<string, Answer>>;
