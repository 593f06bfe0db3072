import { specialCodes, type Item, type Measure, type Questionnaire } from './questionnaire.js';

/** What is wrong with a questionnaire, one sentence each; an empty list proves it sound. Pure. */
export function faultsOf(questionnaire: Questionnaire): readonly string[] {
  return [
    ...duplicates(questionnaire.items.map(({ id }) => id)).map((id) => `item ${id} is there twice`),
    ...duplicates(questionnaire.measures.map(({ id }) => id)).map((id) => `measure ${id} is there twice`),
    ...questionnaire.items.flatMap((item, place) => faultsOfItem(item, questionnaire.items.slice(0, place))),
    ...questionnaire.measures.flatMap((measure) => faultsOfMeasure(measure, questionnaire)),
    ...faultsOfHeadlines(questionnaire),
  ];
}

/** Throws with every fault named. */
export function assertSound(questionnaire: Questionnaire): void {
  const faults = faultsOf(questionnaire);
  if (faults.length > 0) throw new Error(`Questionnaire ${questionnaire.version}: ${faults.join('; ')}.`);
}

/** Answers of all versions are counted together: an item and a headline must mean the same in each. */
export function faultsBetween(versions: readonly Questionnaire[]): readonly string[] {
  const items = versions.flatMap((each) => each.items.map((item) => ({ ...item, version: each.version })));
  const headlines = versions.flatMap((each) => each.measures.filter(({ headline }) => headline));
  return [
    ...items.flatMap(({ id, type, role, version }) => {
      const first = items.find((item) => item.id === id)!;
      return first.type === type && first.role === role
        ? []
        : [`item ${id} of ${version} is of another type or role than in ${first.version}`];
    }),
    ...headlines.flatMap(({ headline, item }) => {
      const first = headlines.find((measure) => measure.headline === headline)!;
      return first.item === item ? [] : [`headline ${headline} is about ${item}, and was about ${first.item}`];
    }),
  ];
}

/** Throws with every fault named. */
export function assertCompatible(versions: readonly Questionnaire[]): void {
  const faults = faultsBetween(versions);
  if (faults.length > 0) throw new Error(`Versions of the questionnaire: ${faults.join('; ')}.`);
}

/** A record names its version: a change within a half-year would make two small groups of one of its batches. */
export function faultsOfDates(dates: readonly { readonly from: string }[]): readonly string[] {
  return dates.map(({ from }) => from).filter((from) => !/^\d{4}-(01|07)-01$/.test(from));
}

export function assertBeginsHalfYears(dates: readonly { readonly from: string }[]): void {
  const faults = faultsOfDates(dates);
  if (faults.length > 0) throw new Error(`A version begins with a half-year, not on ${faults.join(', ')}.`);
}

/**
 * A branch may name only an earlier item whose own branch leaves it reachable. As each item looks backwards only and the
 * list is finite, every path ends; as each condition names an answer that can be given, every item is reachable.
 */
function faultsOfItem(item: Item, earlier: readonly Item[]): readonly string[] {
  const faults: string[] = [];
  if (item.type === 'text' ? item.answers.length > 0 : item.answers.length < 2)
    faults.push(`item ${item.id} has a wrong number of answers`);
  if (item.type === 'text' && !item.maxLength) faults.push(`item ${item.id} has no longest text`);
  for (const code of duplicates(item.answers)) faults.push(`item ${item.id} has answer ${code} twice`);
  for (const code of item.answers)
    if ((specialCodes as readonly string[]).includes(code)) faults.push(`item ${item.id} uses the kept code ${code}`);
  for (const code of [...(item.randomOrder?.last ?? []), ...(item.alone ?? [])])
    if (!item.answers.includes(code)) faults.push(`item ${item.id} names answer ${code}, which it does not have`);
  if (item.when) {
    const parent = earlier.find(({ id }) => id === item.when!.item);
    if (!parent) faults.push(`item ${item.id} branches on ${item.when.item}, which is no earlier item of hers`);
    else if (parent.role !== 'answer') faults.push(`item ${item.id} branches on ${parent.id}, which is not an answer`);
    else if (item.when.is.length === 0 || item.when.is.some((code) => !parent.answers.includes(code)))
      faults.push(`item ${item.id} can never be reached from ${parent.id}`);
  }
  return faults;
}

function faultsOfMeasure(measure: Measure, { items, characteristicAnswer }: Questionnaire): readonly string[] {
  const item = items.find(({ id }) => id === measure.item);
  if (!item) return [`measure ${measure.id} has no item ${measure.item}`];
  const faults: string[] = [];
  if (item.role !== 'answer') faults.push(`measure ${measure.id} counts ${item.id}, which is not an answer`);
  if (measure.valid.some((code) => !item.answers.includes(code)))
    faults.push(`measure ${measure.id} counts answers that ${item.id} does not have`);
  if (measure.positive.length === 0 || measure.positive.some((code) => !measure.valid.includes(code)))
    faults.push(`measure ${measure.id} is positive outside its base`);
  if (measure.positive.length === measure.valid.length) faults.push(`measure ${measure.id} is always positive`);
  if (item.when && measure.parent?.item !== item.when.item)
    faults.push(`measure ${measure.id} gives a follow-up a base of its own`);
  if (measure.tables.includes('T7') && measure.item !== characteristicAnswer)
    faults.push(`measure ${measure.id} is not what the characteristic records carry`);
  return faults;
}

function faultsOfHeadlines({ items, measures, characteristicAnswer }: Questionnaire): readonly string[] {
  const faults: string[] = [];
  for (const n of [1, 2, 3])
    if (!measures.some(({ headline }) => headline === n)) faults.push(`headline ${n} is missing`);
  for (const item of items)
    if (item.role === 'answer' && !measures.some((measure) => measure.item === item.id))
      faults.push(`item ${item.id} feeds no measure, so it must not be asked`);
  if (!items.some(({ id }) => id === characteristicAnswer)) faults.push('the characteristic records have no answer');
  return faults;
}

function duplicates(values: readonly string[]): readonly string[] {
  return values.filter((value, place) => values.indexOf(value) !== place);
}
