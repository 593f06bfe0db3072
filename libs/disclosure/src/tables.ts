import type { Thresholds } from './config.js';

export type TableId = 'T2' | 'T3' | 'T4' | 'T5' | 'T6' | 'T7';

/** When a table closes; `block` is the calendar of borough blocks. */
export type Cadence = 'block' | 'quarter' | 'half-year' | 'year';

/** Whose answers a cell holds. Area and constituency groups carry the area id or constituency code itself. */
export type Group = string;

export const borough: Group = 'borough';
/** T5: cases closed within 30 days of the report, and the others, which are never shown. */
export const closedWithin30: Group = 'closed-within-30-days';
export const closedLater: Group = 'closed-later';
/** T5: closures recorded as class WITHDREW. */
export const withdrew: Group = 'withdrew';
export const otherClasses: Group = 'other-classes';
/** Answers whose area is not known. */
export const unknownArea: Group = 'unknown';

export const headlines = ['satisfied', 'seriously', 'pressure'] as const;

/** T5 items asked of everyone; one share each. */
export const processItems = [
  'dissatisfied',
  'listened',
  'believed',
  'respect',
  'trained-officer',
  'support-offered',
  'looked-into',
  'closing-first',
  'told-recorded',
  'recorded-right',
  'outcome-told',
  'reasons-given',
  'review-told',
  'wellbeing',
  'report-again',
  'free-choice',
  'talked-about',
] as const;

/** T7: the characteristics, one at a time; a group is `<characteristic>:<category>`. */
export const characteristics = ['age', 'gender', 'ethnicity', 'disability'] as const;

/** One row of the fixed tables: what is shown, of whom, how often. Bases and the calendar decide, never answers. */
export interface TableRow {
  readonly table: TableId;
  readonly cadence: Cadence;
  /** Measures shown; a trailing `*` stands for whatever measures of that prefix have a base. */
  readonly measures: readonly string[];
  /** Groups shown, or the kind of group. */
  readonly groups: readonly Group[] | 'areas' | 'two-larger-pooled-constituencies' | 'characteristics';
  readonly display: 'share' | 'small-count';
  /** Bases are shown only of items asked of everyone. */
  readonly showBase: boolean;
  /** Least base, where it is higher than that of the coarsest scale. */
  readonly fromBase?: keyof Thresholds & ('helpBase' | 'followUpParent' | 'eachSide' | 'constituencyShown');
  /** Another group, never shown, that needs a base too before this one is. */
  readonly otherSide?: {
    readonly group: Group;
    readonly fromBase: keyof Thresholds & ('eachSide' | 'constituencyHidden');
  };
  /** For a follow-up: the item whose positive answers it was asked after, and whose whole base is its base. */
  readonly parent?: string;
}

/** The fixed tables with answers behind them, in the order in which the gate admits them (T1 holds no answers). */
export const tableRows: readonly TableRow[] = [
  { table: 'T2', cadence: 'block', measures: headlines, groups: [borough], display: 'share', showBase: true },
  { table: 'T3', cadence: 'half-year', measures: headlines, groups: 'areas', display: 'share', showBase: true },
  { table: 'T5', cadence: 'half-year', measures: processItems, groups: [borough], display: 'share', showBase: true },
  {
    table: 'T5',
    cadence: 'half-year',
    measures: ['discordance-a', 'discordance-b'],
    groups: [withdrew],
    display: 'share',
    showBase: false,
  },
  {
    table: 'T5',
    cadence: 'half-year',
    measures: ['pressure'],
    groups: [closedWithin30],
    display: 'share',
    showBase: false,
    fromBase: 'eachSide',
    otherSide: { group: closedLater, fromBase: 'eachSide' },
  },
  {
    table: 'T4',
    cadence: 'year',
    measures: headlines,
    groups: 'two-larger-pooled-constituencies',
    display: 'share',
    showBase: true,
    fromBase: 'constituencyShown',
  },
  {
    table: 'T5',
    cadence: 'year',
    measures: ['pressure-strength', 'pressure-how:*'],
    groups: [borough],
    display: 'share',
    showBase: true,
    fromBase: 'followUpParent',
    parent: 'pressure',
  },
  {
    table: 'T5',
    cadence: 'year',
    measures: ['why-stopped:*'],
    groups: [borough],
    display: 'share',
    showBase: true,
    fromBase: 'followUpParent',
    parent: 'how-ended',
  },
  {
    table: 'T6',
    cadence: 'quarter',
    measures: ['help:*'],
    groups: [borough],
    display: 'small-count',
    showBase: false,
    fromBase: 'helpBase',
  },
  {
    table: 'T7',
    cadence: 'year',
    measures: ['treated-worse'],
    groups: 'characteristics',
    display: 'share',
    showBase: true,
  },
];
