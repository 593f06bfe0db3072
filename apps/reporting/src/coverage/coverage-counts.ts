import type { Disposition, ExclusionReason } from '@answerable/contracts';
import { questionnaires } from '@answerable/questionnaire';
import type { DeliveryCoverage, IntakeCoverage } from './coverage.store.js';

/** Exact counts behind T1; only their displays are published. Null: the source has not sent it. */
export interface CoverageCounts {
  readonly closedByPolice: number | null;
  readonly received: number | null;
  readonly asked: number | null;
  readonly noUsableContact: number | null;
  readonly waitingForCourt: number | null;
  readonly declined: number | null;
  readonly notSafe: number | null;
  readonly answeredInMonth: number | null;
  readonly notToldAbout: number | null;
  readonly stock: IntakeCoverage['stock'];
}

type Row = DeliveryCoverage['dispositions'][number];
type Group = 'noUsableContact' | 'waitingForCourt' | 'declined' | 'notSafe';

/**
 * The four published groups of closures nobody could be asked about. Told of too late is not possible, though the police gave a contact:
 * whose doing it was is for the signals. Of a duplicate (C3) she is asked through the record that survives: nobody is left out by it.
 */
const groupOfReason: Partial<Record<ExclusionReason, Group>> = {
  'no-usable-contact': 'noUsableContact',
  'declined-by-her': 'declined',
  'proceedings-live': 'waitingForCourt',
  'no-safe-channel': 'notSafe',
  'safeguarding-hold': 'notSafe',
  'under-16': 'notSafe',
  deceased: 'notSafe',
  'invited-within-90-days': 'notSafe',
  'older-than-look-back': 'notSafe',
};
/** A number that did not work is no usable contact either: wrong numbers are a known way to keep people out. */
const groupOfDisposition: Partial<Record<Disposition, Group>> = {
  deferred: 'waitingForCourt',
  undeliverable: 'noUsableContact',
  declined: 'declined',
};

/** Coverage of one or more months together (a half-year's are its months added up). Pure. */
export function coverageCounts(
  intake: readonly IntakeCoverage[],
  delivery: readonly DeliveryCoverage[],
): CoverageCounts {
  const rows = delivery.flatMap((each) => each.dispositions);
  const inGroup = (group: Group): number | null =>
    delivery.length === 0
      ? null
      : sum(
          rows.filter((row) => groupOf(row) === group),
          (row) => row.closures,
        );
  const ofDelivery = (count: (each: DeliveryCoverage) => number): number | null =>
    delivery.length === 0 ? null : sum(delivery, count);
  const signed = intake.length > 0 && intake.every((each) => each.controlTotals !== null);
  return {
    // What was reopened, merged or removed since it was signed is closed no more: it is not missing. What came into the month was not counted.
    closedByPolice: signed
      ? sum(intake, (each) => sum(each.controlTotals ?? [], (cell) => cell.closures) - each.leftSince + each.cameSince)
      : null,
    received:
      intake.length === 0
        ? null
        : sum(
            intake.flatMap((each) => each.received),
            (each) => each.closures,
          ),
    asked: ofDelivery((each) => each.asked),
    noUsableContact: inGroup('noUsableContact'),
    waitingForCourt: inGroup('waitingForCourt'),
    declined: inGroup('declined'),
    // What was told too late belongs to months of which the figures were settled by then: it counts where it came.
    notSafe: delivery.length === 0 ? null : inGroup('notSafe')! + ofDelivery((each) => each.toldTooLate)!,
    answeredInMonth: ofDelivery((each) => each.answeredInMonth),
    notToldAbout: ofDelivery((each) => each.notToldAbout),
    stock: intake.at(-1)?.stock ?? null,
  };
}

/** Wishes that can be asked for: every one of them has a row, or its absence would say that nobody did. */
export const wishes: readonly string[] = [
  ...new Set(
    Object.values(questionnaires).flatMap(({ items }) =>
      items
        .filter(({ id }) => id === 'contact-me')
        .flatMap(({ answers, alone = [] }) => answers.filter((code) => !alone.includes(code))),
    ),
  ),
];

/** Help asked for with consent, by wish, over some months (T6). Pure. */
export function helpWishes(delivery: readonly DeliveryCoverage[]): Readonly<Record<string, number>> {
  return Object.fromEntries(wishes.map((wish) => [wish, sum(delivery, (each) => each.helpWishes[wish] ?? 0)]));
}

function groupOf({ disposition, reason }: Row): Group | undefined {
  return reason === null ? groupOfDisposition[disposition] : groupOfReason[reason];
}

function sum<T>(rows: readonly T[], count: (row: T) => number): number {
  return rows.reduce((total, row) => total + count(row), 0);
}
