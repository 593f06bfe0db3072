import type { Item, Measure, Questionnaire } from '../questionnaire.js';

const yesNo = ['yes', 'no'];
const better5 = ['much-better', 'bit-better', 'no-different', 'bit-worse', 'much-worse'];
const likely5 = ['very-likely', 'fairly-likely', 'neither', 'fairly-unlikely', 'very-unlikely'];
const satisfied3 = ['completely-satisfied', 'very-satisfied', 'fairly-satisfied'];
const dissatisfied3 = ['fairly-dissatisfied', 'very-dissatisfied', 'completely-dissatisfied'];
const satisfied7 = [...satisfied3, 'neither', ...dissatisfied3];
const amount4 = ['very', 'fairly', 'not-very', 'not-at-all'];
const pressure4 = ['carry-on', 'stop', 'both', 'neither'];
const howEnded = [
  'i-decided',
  'police-or-prosecutors-stopped',
  'not-recorded',
  'someone-charged',
  'passed-on',
  'not-told',
  'something-else',
];
const pressureHow = [
  'told-trouble',
  'asked-to-sign',
  'phone-or-records',
  'kept-waiting',
  'made-to-blame',
  'unlikely-to-succeed',
  'something-else',
];
const whyStopped = [
  'peace-of-mind',
  'safety',
  'how-long',
  'how-police-dealt',
  'privacy',
  'court',
  'work-or-family',
  'something-else',
];

const answer = (id: string, answers: readonly string[], more: Partial<Item> = {}): Item => ({
  id,
  type: 'single',
  role: 'answer',
  answers,
  notSure: true,
  preferNotToSay: true,
  ...more,
});
const characteristic = (id: string, answers: readonly string[]): Item => ({
  id,
  type: 'single',
  role: 'characteristic',
  answers,
  preferNotToSay: true,
});

/** Headlines come first, because people break off; the rest follows the order in which things happened. */
const items: readonly Item[] = [
  { id: 'safe', type: 'single', role: 'gate', answers: ['yes', 'no', 'later'] },
  answer('satisfied', satisfied7),
  answer('seriously', amount4),
  answer('how-ended', howEnded),
  answer('pressure', pressure4),
  answer('pressure-strength', ['a-little', 'a-lot'], { when: { item: 'pressure', is: ['stop', 'both'] } }),
  answer('free-choice', ['yes', 'partly', 'no']),
  answer('pressure-how', pressureHow, { type: 'multi', when: { item: 'pressure', is: ['stop', 'both'] } }),
  answer('told-police-stop', yesNo),
  answer('why-stopped', whyStopped, {
    type: 'multi',
    when: { item: 'how-ended', is: ['i-decided'] },
    randomOrder: { last: ['something-else'] },
  }),
  answer('listened', amount4),
  answer('believed', ['by-all', 'by-some', 'by-none']),
  answer('respect', amount4),
  answer('trained-officer', yesNo),
  answer('support-offered', ['yes', 'yes-i-said-no', 'no']),
  answer('looked-into', ['all-they-could', 'most', 'some', 'little-or-nothing']),
  answer('closing-first', ['find-out', 'close-case', 'in-between'], { randomOrder: { last: ['in-between'] } }),
  answer('told-recorded', yesNo),
  answer('recorded-right', ['yes', 'no', 'did-not-want-to']),
  answer('outcome-told', yesNo),
  answer('reasons-given', ['yes', 'partly', 'no']),
  answer('review-told', yesNo),
  answer('wellbeing', better5),
  answer('report-again', likely5),
  answer('treated-worse', yesNo),
  answer('talked-about', yesNo),
  characteristic('about-age', ['16-24', '25-34', '35-44', '45-54', '55-64', '65-or-over']),
  characteristic('about-gender', ['woman', 'man', 'another']),
  characteristic('about-ethnicity', ['asian', 'black', 'mixed', 'white', 'other']),
  characteristic('about-disability', yesNo),
  { id: 'anything-else', type: 'text', role: 'apart', answers: [], maxLength: 1000 },
  {
    id: 'contact-me',
    type: 'multi',
    role: 'apart',
    answers: ['support', 'review', 'complaint', 'independent-body', 'mp', 'no'],
    alone: ['no'],
  },
];

const headline = (n: 1 | 2 | 3, item: string, positive: readonly string[], valid: readonly string[]): Measure => ({
  id: item,
  item,
  positive,
  valid,
  tables: ['T2', 'T3', 'T4'],
  headline: n,
});
const process = (
  item: string,
  positive: readonly string[],
  valid: readonly string[],
  more: Partial<Measure> = {},
): Measure => ({ id: item, item, positive, valid, tables: ['T5'], ...more });
const followUp = (
  id: string,
  item: string,
  positive: string,
  parent: Measure['parent'],
  all: readonly string[],
): Measure => ({
  id,
  item,
  positive: [positive],
  valid: all,
  tables: ['follow-up'],
  parent,
});
const ofPressure = { item: 'pressure', valid: pressure4 };
const ofHowEnded = { item: 'how-ended', valid: howEnded };

const measures: readonly Measure[] = [
  headline(1, 'satisfied', satisfied3, satisfied7),
  headline(2, 'seriously', ['very', 'fairly'], amount4),
  headline(3, 'pressure', ['stop', 'both'], pressure4),
  process('satisfied', dissatisfied3, satisfied7, { id: 'dissatisfied' }),
  process('free-choice', ['yes'], ['yes', 'partly', 'no']),
  process('listened', ['very', 'fairly'], amount4),
  process('believed', ['by-all'], ['by-all', 'by-some', 'by-none']),
  process('respect', ['very', 'fairly'], amount4),
  process('trained-officer', ['yes'], yesNo),
  process('support-offered', ['yes', 'yes-i-said-no'], ['yes', 'yes-i-said-no', 'no']),
  process('looked-into', ['all-they-could', 'most'], ['all-they-could', 'most', 'some', 'little-or-nothing']),
  process('closing-first', ['close-case'], ['find-out', 'close-case', 'in-between']),
  process('told-recorded', ['yes'], yesNo),
  process('recorded-right', ['no'], yesNo),
  process('outcome-told', ['yes'], yesNo),
  process('reasons-given', ['yes'], ['yes', 'partly', 'no']),
  process('review-told', ['yes'], yesNo),
  process('wellbeing', ['bit-worse', 'much-worse'], better5),
  process('report-again', ['very-likely', 'fairly-likely'], likely5),
  process('talked-about', ['yes'], yesNo),
  process('pressure', ['stop', 'both'], pressure4, { id: 'pressure-closed-within-30-days', closedWithin30Days: true }),
  process('told-police-stop', ['no'], yesNo, { id: 'discordance-a', withinClass: 'withdrew' }),
  process(
    'how-ended',
    howEnded.filter((code) => code !== 'i-decided'),
    howEnded,
    {
      id: 'discordance-b',
      withinClass: 'withdrew',
    },
  ),
  followUp('pressure-strength', 'pressure-strength', 'a-lot', ofPressure, ['a-little', 'a-lot']),
  ...pressureHow.map((code) => followUp(`pressure-how-${code}`, 'pressure-how', code, ofPressure, pressureHow)),
  ...whyStopped.map((code) => followUp(`why-stopped-${code}`, 'why-stopped', code, ofHowEnded, whyStopped)),
  { id: 'treated-worse', item: 'treated-worse', positive: ['yes'], valid: yesNo, tables: ['T7'] },
];

export const version2026_1: Questionnaire = {
  version: '2026-1',
  items,
  measures,
  characteristicAnswer: 'treated-worse',
};
