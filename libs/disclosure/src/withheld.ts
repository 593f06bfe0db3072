import type { CellKey } from './ledger.js';
import { addMonths, halfOf, periodInWords, quarterOf, yearOf, type Month } from './month.js';
import type { Withheld } from './release.js';
import type { Cadence } from './tables.js';

/** A cell that is not shown, with its plain sentence and the report that can show the table again. */
export function withheldCell(
  key: CellKey & Pick<Withheld, 'version' | 'base'>,
  cadence: Cadence,
  reason: Withheld['reason'],
  least: number,
): Withheld {
  const until = nextClose(cadence, key.to);
  const when = periodInWords(key);
  const next = `The next figure ${cadence === 'block' ? 'comes at the latest' : 'can come'} with the report for ${periodInWords({ from: until, to: until })}.`;
  const sentences: Record<Withheld['reason'], string> = {
    'too-few-answers': `Not shown for ${when}: fewer than ${least} people answered, too few to show safely. ${next}`,
    'other-side-too-small': `Not shown for ${when}: fewer than ${least} people are in the part that is never shown, and this figure would tell about them. ${next}`,
    'would-identify': `Not shown for ${when}: together with figures already published it could tell what particular people answered. ${next}`,
  };
  const { table, measure, group, from, to, version, base } = key;
  return { table, measure, group, from, to, version, base, reason, sentence: sentences[reason], until };
}

function nextClose(cadence: Cadence, closed: Month): Month {
  const next = addMonths(closed, 1);
  return { block: halfOf, quarter: quarterOf, 'half-year': halfOf, year: yearOf }[cadence](next).to;
}
