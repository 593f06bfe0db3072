import type { RecordKind } from '@answerable/contracts';
import { periodInWords } from '@answerable/disclosure';
import type { BatchStatus } from '../answers/batch.store.js';
import { batchesDue, periodOf } from '../answers/fact.js';
import type { DeliveryCoverage, IntakeCoverage } from '../coverage/coverage.store.js';
import type { Calendar } from './calendar.js';

interface Missing {
  readonly what: string;
  readonly how: string;
  /** Shown at one month end or never: what is published, and when, follows from the calendar and not from what arrives. */
  readonly onlyNow?: boolean;
}

export interface Needs {
  /** What has not arrived: `what` may be said to readers; `how` far it is holds exact numbers and may not. */
  readonly missing: readonly Missing[];
  /** Of these, what nobody waits for after the eighth working day. */
  readonly waitedFor: string[];
  readonly faults: string[];
}

const kindWords: Readonly<Record<RecordKind, string>> = {
  headline: 'answers to the headlines',
  area: 'answers by area',
  borough: 'answers on how people were treated',
  constituency: 'answers by constituency',
  characteristic: 'answers by characteristic',
};

/** What a month's report still waits for. Pure. */
export function needsOf(
  month: string,
  batches: readonly BatchStatus[],
  intake: readonly IntakeCoverage[],
  delivery: readonly DeliveryCoverage[],
): Needs {
  const missing: Missing[] = [];
  const faults: string[] = [];
  for (const { kind, period } of batchesDue(month)) {
    const own = batches.filter((each) => each.kind === kind && each.period === period);
    const name = `${kindWords[kind]} of ${periodInWords(periodOf(period))}`;
    // A block takes in answers to the headlines that come later; the other tables are made once.
    const once = kind === 'headline' ? {} : { onlyNow: true };
    if (own.length === 0) missing.push({ what: name, how: 'not closed yet', ...once });
    for (const batch of own) {
      if (batch.state === 'waiting')
        missing.push({ what: name, how: `${batch.arrived} of ${batch.records} records have arrived`, ...once });
      const fault = faultOf(batch);
      if (fault === null) continue;
      missing.push({ what: name, how: fault.how, ...once });
      faults.push(`${name}: ${fault.why}`);
    }
  }
  if (!delivery.some((each) => each.frozen))
    missing.push({ what: 'who was asked, from Victim Support’s side', how: 'no snapshot yet' });
  if (intake.length === 0) missing.push({ what: 'cases received from the police', how: 'no snapshot yet' });
  const waitedFor = intake.some((each) => each.controlTotals === null) ? ['the police’s signed totals'] : [];
  return { missing, waitedFor, faults };
}

/** A batch of which one more came after it was opened was not what was announced either: nobody knows which one is too many. */
function faultOf({ state, fault, arrived, records }: BatchStatus): { how: string; why: string } | null {
  if (state === 'faulty') return { how: 'cannot be opened', why: fault ?? '' };
  if (state !== 'opened' || arrived === records) return null;
  return {
    how: 'more than were announced',
    why: `${arrived} records arrived, ${records} were announced; the last came when it was open`,
  };
}

/** Whether a report is to be prepared now, and what it must say was not complete. Null: wait. Pure. */
export function readyToPrepare(
  { missing, waitedFor }: Needs,
  today: string,
  calendar: Calendar,
): { readonly incomplete: string[] } | null {
  if (missing.length > 0) return today >= calendar.lastResortOn ? { incomplete: missing.map(sentence) } : null;
  if (waitedFor.length > 0 && today < calendar.preparedBy) return null;
  return { incomplete: [] };
}

const sentence = ({ what, onlyNow }: Missing): string =>
  `Not complete: ${what}.${onlyNow ? ' These figures will not be given later.' : ''}`;
