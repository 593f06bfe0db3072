import type { Interval } from '@answerable/statistics';
import type { Remaining } from './attack/attack.js';
import type { Block } from './blocks.js';
import type { ReportingAreaConfig } from './config.js';
import type { Displayed } from './display.js';
import type { CellKey, Correction, LedgerEntry, WithholdingReason } from './ledger.js';
import type { Month, Period } from './month.js';
import type { ShareScale } from './scales.js';
import type { Cadence, Group } from './tables.js';

/**
 * How many valid answers a measure had. Which ones the caller gives:
 *
 * | measures | group | period |
 * |---|---|---|
 * | `satisfied` `seriously` `pressure` | `borough` | each month of the calendar year so far |
 * | the same | every area id | each closed half-year of the calendar year |
 * | the same | every constituency of the pooled area, and `unknown` | the closed year |
 * | process items | `borough` | the half-year |
 * | `discordance-a` `discordance-b` | `withdrew` | the half-year |
 * | `pressure` | `closed-within-30-days`, `closed-later` | the half-year |
 * | `pressure-strength`, `pressure-how:<option>`, `why-stopped:<option>` | `borough` | the year; the base is that of the parent item |
 * | `help:<wish>` | `borough` | the quarter; the base is answers received |
 * | `treated-worse` | `<characteristic>:<category>` | the year |
 *
 * A base that is not given counts as 0: nothing is shown. With a correction, also those of the published cells it touches.
 */
export interface Base extends Period {
  readonly measure: string;
  readonly group: Group;
  readonly base: number;
}

/** Answers received by month and constituency (or `unknown`), as whoever sent the invitations knows them. */
export interface Answered {
  readonly month: Month;
  readonly constituency: string;
  readonly answers: number;
}

/** A cell that may be shown as far as bases and calendar go, and on which scale. */
export interface PlannedCell extends CellKey {
  readonly cadence: Cadence;
  readonly version: number;
  readonly base: number;
  readonly display: 'share' | 'small-count';
  readonly scale: ShareScale | null;
  /** From which number on a count is shown as "so many or more" only; null for a share, and where every number is safe. */
  readonly orMore: number | null;
  readonly showBase: boolean;
  /** The ladder was climbed: a finer scale would not have been safe at these bases. */
  readonly coarsened: boolean;
}

/** What bases and the calendar decide, before any answer is seen. */
export interface ReleasePlan {
  readonly month: Month;
  readonly blocks: { readonly closing: Block | null; readonly open: Block | null };
  readonly cells: readonly PlannedCell[];
  readonly withheld: readonly Withheld[];
  readonly corrections: readonly (Correction & { readonly outcome: 'noted' | 'republished' })[];
}

/** The positive answers of a planned cell. */
export interface CellCount extends CellKey {
  readonly count: number;
  readonly base: number;
}

/** A cell that is released: nothing exact in it. */
export interface ReleasedCell extends CellKey {
  readonly version: number;
  readonly displayed: Displayed;
  /** Hull of the Wilson 95% intervals the display allows; null for a count. */
  readonly interval: Interval | null;
  readonly coarsened: boolean;
}

/** What is not shown, why, and when it comes, in a plain sentence for the report. */
export interface Withheld extends CellKey {
  readonly version: number;
  readonly base: number;
  readonly reason: WithholdingReason;
  readonly sentence: string;
  /** The month whose report can show this table again. */
  readonly until: Month;
}

/** What the attacker tried against what is released, for the auditor; of what is withheld nothing. */
export interface Proof {
  /** Attacked groups, each in each measure. */
  readonly cells: number;
  /** Combinations of known respondents tried against each class of respondents. */
  readonly coalitions: number;
  /** Which numbers of positive answers each attacked group may still hold: all where they are few, else those found first. */
  readonly remaining: readonly Remaining[];
  /** Integer programmes solved. */
  readonly programmes: number;
}

export interface ReleaseInput {
  /** In force in the month. */
  readonly config: ReportingAreaConfig;
  /** Those in force before it, with their geography: the places of what was published under them. None unless told. */
  readonly former?: readonly ReportingAreaConfig[];
  /** The month that closed. */
  readonly month: Month;
  readonly bases: readonly Base[];
  readonly answered?: readonly Answered[];
  /** The whole ledger, in order; verified first (LedgerTampered). */
  readonly ledger: readonly LedgerEntry[];
  readonly corrections?: readonly Correction[];
  /** Published cells that are given no more: what is corrected of theirs is noted. */
  readonly takenDown?: readonly CellKey[];
  /** Called once, after the plan stands: the exact counts of exactly these cells. */
  readonly counts: (cells: readonly PlannedCell[]) => Promise<readonly CellCount[]> | readonly CellCount[];
  readonly onProgress?: (progress: { readonly done: number; readonly of: number; readonly doing: string }) => void;
}

/** What a month's report may hold, and what the ledger gains by it. */
export interface Release {
  readonly month: Month;
  readonly blocks: ReleasePlan['blocks'];
  readonly cells: readonly ReleasedCell[];
  readonly withheld: readonly Withheld[];
  readonly corrections: ReleasePlan['corrections'];
  /** To be appended to the ledger in the same transaction as the report. */
  readonly ledgerEntries: readonly LedgerEntry[];
  readonly proof: Proof;
}
