import { southwark } from '@answerable/contracts';
import { addDays, daysBetween, nextMonth } from './days.js';
import { Random } from './random.js';

/** What really happened to one person and her case; only the simulator knows it. */
export interface Life {
  readonly number: number;
  readonly caseReference: string;
  readonly victimPseudonym: string;
  readonly force: string;
  readonly unit: string;
  readonly offenceClass: string;
  readonly wardCode: string | null;
  readonly reportedOn: string;
  readonly closedOn: string;
  readonly outcomeCode: string;
  readonly proceedingsEndOn: string | null;
  readonly revision: { readonly on: string; readonly outcomeCode: string } | null;
  readonly person: Person;
  readonly truth: Truth;
}

export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly dateOfBirth: string;
  readonly ageBand: '16-17' | '18-24' | '25-34' | '35-44' | '45-54' | '55-64' | '65-plus' | 'under-16';
  readonly telephone: string | null;
  readonly email: string | null;
  readonly language: 'en' | 'es' | 'pt' | 'ar' | 'so';
  /** What she does when Victim Support rings: agree to talk now, ask for the link, ask for another day, say no. */
  readonly onTelephone: 'interview' | 'link' | 'no-answer' | 'declines';
  readonly answersLink: boolean;
  readonly linkDelayDays: number;
}

/** Her answers, as she would give them to anybody whom she trusts. */
export interface Truth {
  readonly pressedToStop: boolean;
  readonly satisfied: boolean;
  readonly takenSeriously: boolean;
  readonly sheDecided: boolean;
}

export interface WorldSettings {
  readonly seed: number;
  /** First and last closure month, YYYY-MM. */
  readonly from: string;
  readonly to: string;
  readonly closuresAMonth: readonly [number, number];
  /** Nearly everybody who is reached answers: a few closures then make a report. */
  readonly keen?: boolean;
}

const units = { 'AS BCU Sapphire team 1': 4, 'AS BCU Sapphire team 2': 4, 'AS BCU CID': 2 };
/** Mix of closures, adult rape; the field's table of volumes. */
const outcomes = {
  '1': 5,
  '1A': 1,
  '14': 12,
  '16': 42,
  '15': 22,
  '18': 7,
  '20': 2,
  '21': 1,
  '11': 1,
  '12': 2,
  C2: 2,
  C4: 1,
  'N100/2': 2,
};
const offences = { '19C': 38, '19D': 4, '17A': 8, '20A': 34, '88A': 4, '70': 4, '20B': 8 };
/** Shares of areas by ward 8:7:3:3:2 (Bermondsey, Peckham, Dulwich, Lewisham, Vauxhall), and one in fifty unknown. */
const areas = { E14001085: 8, E14001421: 7, E14001205: 3, E14001333: 3, E14001559: 2 };
const ages = {
  'under-16': 14,
  '16-17': 8,
  '18-24': 26,
  '25-34': 24,
  '35-44': 14,
  '45-54': 8,
  '55-64': 4,
  '65-plus': 2,
} as const;
const yearsOld = {
  'under-16': [10, 14],
  '16-17': [16, 16],
  '18-24': [18, 23],
  '25-34': [25, 33],
  '35-44': [35, 43],
  '45-54': [45, 53],
  '55-64': [55, 63],
  '65-plus': [66, 80],
} as const;
const firstNames = [
  'Amara',
  'Beth',
  'Carmen',
  'Dalia',
  'Efua',
  'Farah',
  'Grace',
  'Hana',
  'Iris',
  'Joana',
  'Kemi',
  'Leila',
  'Maria',
  'Nadia',
  'Olu',
  'Priya',
  'Rosa',
  'Sam',
  'Tia',
  'Yasmin',
];
const lastNames = [
  'Adeyemi',
  'Brown',
  'Costa',
  'Diaz',
  'Evans',
  'Farrow',
  'Green',
  'Hussein',
  'Idris',
  'Jones',
  'Khan',
  'Lopez',
  'Mensah',
  'Novak',
  'Okoro',
  'Patel',
  'Reid',
  'Silva',
  'Turner',
  'Warsame',
];

/** Every closure of the months `from` to `to`, in order of closing. Pure: the same settings give the same lives. */
export function imagine(settings: WorldSettings): Life[] {
  const random = new Random(settings.seed);
  const lives: Life[] = [];
  for (let month = settings.from; month <= settings.to; month = nextMonth(month)) {
    const closures = random.between(...settings.closuresAMonth);
    const firstDay = `${month}-01`;
    const days = daysBetween(firstDay, `${nextMonth(month)}-01`);
    for (let i = 0; i < closures; i++)
      lives.push(
        life(random, lives.length + 1, addDays(firstDay, random.between(0, days - 1)), settings.keen === true),
      );
  }
  return lives.sort((a, b) => a.closedOn.localeCompare(b.closedOn) || a.number - b.number);
}

function life(random: Random, number: number, closedOn: string, keen: boolean): Life {
  const outcomeCode = random.weighted(outcomes);
  const withdrew = outcomeCode === '14' || outcomeCode === '16';
  const open = withdrew && random.chance(0.64) ? random.between(4, 29) : random.between(31, 320);
  const unit = random.weighted(units);
  const pressure = unit.endsWith('team 2') ? 0.32 : 0.15;
  const pressedToStop = random.chance(pressure);
  const satisfied = random.chance(pressedToStop ? 0.12 : 0.42);
  const constituency = random.weighted(areas);
  const wards = southwark.wards.filter((w) => w.constituency.at(-1)!.code === constituency);
  const charged = outcomeCode === '1' || outcomeCode === '1A';
  return {
    number,
    caseReference: `CR-${closedOn.slice(0, 4)}-${String(number).padStart(6, '0')}`,
    victimPseudonym: `V-${String(number).padStart(6, '0')}`,
    force: random.chance(0.02) ? '48' : '01',
    unit,
    offenceClass: random.weighted(offences),
    wardCode: random.chance(0.02) ? null : random.pick(wards).code,
    reportedOn: addDays(closedOn, -open),
    closedOn,
    outcomeCode,
    proceedingsEndOn: charged ? addDays(closedOn, random.between(60, 300)) : null,
    revision:
      outcomeCode === '16' && random.chance(0.03)
        ? { on: addDays(closedOn, random.between(10, 40)), outcomeCode: '15' }
        : null,
    person: person(random, number, closedOn, keen),
    truth: {
      pressedToStop,
      satisfied,
      takenSeriously: random.chance(satisfied ? 0.9 : 0.35),
      sheDecided: withdrew && random.chance(pressedToStop ? 0.35 : 0.85),
    },
  };
}

const onTelephone = { interview: 14, link: 26, 'no-answer': 46, declines: 14 };
const onTelephoneKeen = { interview: 30, link: 50, 'no-answer': 14, declines: 6 };

function person(random: Random, number: number, closedOn: string, keen: boolean): Person {
  const ageBand = random.weighted(ages);
  const firstName = random.pick(firstNames);
  const [youngest, oldest] = yearsOld[ageBand];
  const reachable = random.chance(0.89);
  return {
    firstName,
    lastName: random.pick(lastNames),
    telephone: reachable ? dramaNumber(number) : null,
    email: reachable && random.chance(0.75) ? `${firstName.toLowerCase()}.${number}@inbox.example` : null,
    dateOfBirth: addDays(closedOn, -Math.round(365.25 * random.between(youngest, oldest)) - random.between(5, 300)),
    ageBand,
    language: random.weighted({ en: 86, es: 6, pt: 3, ar: 3, so: 2 }),
    onTelephone: random.weighted(keen ? onTelephoneKeen : onTelephone),
    answersLink: random.chance(keen ? 0.9 : 0.35),
    linkDelayDays: random.between(0, 12),
  };
}

/** Ofcom keeps 07700 900xxx and 020 7946 0xxx for drama: no simulated number belongs to anyone. */
function dramaNumber(number: number): string {
  const last = String(number % 1000).padStart(3, '0');
  return Math.floor(number / 1000) % 2 === 0 ? `+447700900${last}` : `+442079460${last}`;
}
