import type { ReportDefinition, ReportTableId } from '@answerable/contracts';
import { questionnaires, textsOf, wordsOf } from '@answerable/questionnaire';
import type { TallyStore } from '../answers/tally.store.js';
import type { CoverageCounts } from '../coverage/coverage-counts.js';
import type { DeliveryCoverage, IntakeCoverage } from '../coverage/coverage.store.js';

type CountDefinition = Pick<ReportDefinition, 'counts' | 'answers' | 'queries'>;

const from = (table: ReportTableId, query: string, counts: string): CountDefinition => ({
  counts,
  answers: [],
  queries: [{ table, query }],
});
const intake = (field: keyof IntakeCoverage, counts: string) =>
  from('T1', `coverage.intake.counted.v1 ${field}`, counts);
const delivery = (field: keyof DeliveryCoverage, counts: string) =>
  from('T1', `coverage.delivery.counted.v1 ${field}`, counts);
const group = (name: keyof CoverageCounts, counts: string) =>
  from('T1', `coverage.delivery.counted.v1 dispositions, group ${name}`, counts);
const stock = (field: keyof NonNullable<IntakeCoverage['stock']>, counts: string) =>
  from('T1', `coverage.intake.counted.v1 stock.${field}`, counts);
const towardsNext: keyof TallyStore = 'boroughHeadlines';

/** Where the counts of T1 and T6 come from: fields of what case intake and survey delivery count, and nothing derived but `missing`. */
export const countDefinitions: Readonly<Record<string, CountDefinition>> = {
  closed: intake('controlTotals', 'Closures of the month, however they ended, in the totals that the police signed.'),
  received: intake('received', 'Closures of the month that reached Victim Support, however they ended.'),
  missing: from('T1', 'closed less received', 'The difference of the two counts as they are shown.'),
  asked: delivery('asked', 'People first invited in the month.'),
  'no-usable-contact': group(
    'noUsableContact',
    'Closures of the month without a usable contact, or where what the police gave did not work.',
  ),
  'waiting-for-court': group('waitingForCourt', 'Closures of the month whose proceedings have not ended.'),
  answered: delivery('answeredInMonth', 'Surveys that people sent in during the month.'),
  'towards-next': from('T1', towardsNext, 'Answers to the first headline since the last figure.'),
  'not-told-about': delivery(
    'notToldAbout',
    'Cases verified in the month that the police should have told Victim Support of.',
  ),
  'stock-opening': stock('opening', 'As the police count them.'),
  'stock-reported': stock('reported', 'As the police count them.'),
  'stock-reopened': stock('reopened', 'As the police count them.'),
  'stock-closed': stock('closed', 'As the police count them.'),
  'stock-transferred': stock('transferredOut', 'As the police count them.'),
  'stock-closing': stock('closing', 'As the police count them.'),
  'open-over-12-months': stock('openOverTwelveMonths', 'As the police count them.'),
  'declined-half-year': group('declined', 'Closures of the half-year whose person said no to taking part.'),
  'not-safe-half-year': group(
    'notSafe',
    'Closures of the half-year without a safe way to ask, held back to protect somebody, of a person under 16 or who has died, invited within 90 days, or told to Victim Support too late after the case ended.',
  ),
  ...helpWishes(),
};

/** One count for each wish of the questionnaire: of those who made it, by people of Victim Support who opened it. */
function helpWishes(): Record<string, CountDefinition> {
  const item = 'contact-me';
  const { question, answers: words } = wordsOf(textsOf('en'), { id: item });
  const wishes = Object.values(questionnaires).flatMap(({ version, items }) =>
    items
      .filter(({ id }) => id === item)
      .flatMap(({ answers, alone = [] }) =>
        answers
          .filter((code) => !alone.includes(code))
          .map((code) => ({ questionnaire: version, item, question, counted: [code], of: null })),
      ),
  );
  return Object.fromEntries(
    wishes.map(({ counted: [code] }) => [
      `help:${code}`,
      {
        counts: `Who answered “${words[code!]}” to “${question}”`,
        answers: wishes.filter(({ counted }) => counted[0] === code),
        queries: [{ table: 'T6', query: 'coverage.delivery.counted.v1 helpWishes' }],
      },
    ]),
  );
}
