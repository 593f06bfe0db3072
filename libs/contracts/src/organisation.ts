/**
 * Who is served, where, and since when: dated configuration, one file an organisation. Southwark first; further boroughs and
 * forces are further entries. Sources: ONS code lists; ward-to-constituency from the 2023 review, in force since 4 July 2024.
 */
export interface Constituency {
  readonly code: string;
  readonly name: string;
  readonly from: string;
  readonly until: string | null;
}
export interface Ward {
  readonly code: string;
  readonly name: string;
  /** Constituency by date, latest last. */
  readonly constituency: readonly { readonly from: string; readonly code: string }[];
}
/** A reporting area is one or more constituencies published together; `other: true` also takes unknown areas. */
export interface ReportingArea {
  readonly id: string;
  readonly name: string;
  readonly constituencies: readonly string[];
  readonly other: boolean;
}
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly localAuthority: string;
  readonly forces: readonly { readonly code: string; readonly name: string }[];
  readonly wards: readonly Ward[];
  readonly constituencies: readonly Constituency[];
  readonly reportingAreas: readonly { readonly from: string; readonly areas: readonly ReportingArea[] }[];
  /** Closures older than this many days when received are registered and counted, not invited. */
  readonly lookBackDays: number;
  readonly goLive: string;
}

const since2024 = '2024-07-04';
const bermondsey = 'E14001085';
const peckham = 'E14001421';
const dulwich = 'E14001205';
const lewisham = 'E14001333';
const vauxhall = 'E14001559';

const ward = (number: number, name: string, constituency: string): Ward => ({
  code: `E05011${String(number).padStart(3, '0')}`,
  name,
  constituency: [{ from: since2024, code: constituency }],
});

export const southwark: Organisation = {
  id: 'southwark',
  name: 'Southwark',
  localAuthority: 'E09000028',
  forces: [
    { code: '01', name: 'Metropolitan Police' },
    { code: '48', name: 'City of London Police' },
  ],
  lookBackDays: 90,
  goLive: '2025-10-01',
  constituencies: [
    { code: 'E14000553', name: 'Bermondsey and Old Southwark', from: '2010-05-06', until: '2024-07-03' },
    { code: 'E14000615', name: 'Camberwell and Peckham', from: '2010-05-06', until: '2024-07-03' },
    { code: 'E14000673', name: 'Dulwich and West Norwood', from: '2010-05-06', until: '2024-07-03' },
    { code: bermondsey, name: 'Bermondsey and Old Southwark', from: since2024, until: null },
    { code: peckham, name: 'Peckham', from: since2024, until: null },
    { code: dulwich, name: 'Dulwich and West Norwood', from: since2024, until: null },
    { code: lewisham, name: 'Lewisham West and East Dulwich', from: since2024, until: null },
    { code: vauxhall, name: 'Vauxhall and Camberwell Green', from: since2024, until: null },
  ],
  reportingAreas: [
    {
      from: since2024,
      areas: [
        { id: 'bermondsey', name: 'Bermondsey and Old Southwark', constituencies: [bermondsey], other: false },
        { id: 'peckham', name: 'Peckham', constituencies: [peckham], other: false },
        { id: 'south-west', name: 'South and West', constituencies: [dulwich, lewisham, vauxhall], other: true },
      ],
    },
  ],
  wards: [
    ward(95, 'Borough & Bankside', bermondsey),
    ward(96, 'Camberwell Green', vauxhall),
    ward(97, 'Champion Hill', dulwich),
    ward(98, 'Chaucer', bermondsey),
    ward(99, 'Dulwich Hill', lewisham),
    ward(100, 'Dulwich Village', dulwich),
    ward(101, 'Dulwich Wood', dulwich),
    ward(102, 'Faraday', peckham),
    ward(103, 'Goose Green', lewisham),
    ward(104, 'London Bridge & West Bermondsey', bermondsey),
    ward(105, 'Newington', vauxhall),
    ward(106, 'North Bermondsey', bermondsey),
    ward(107, 'North Walworth', peckham),
    ward(108, "Nunhead & Queen's Road", peckham),
    ward(109, 'Old Kent Road', peckham),
    ward(110, 'Peckham', peckham),
    ward(111, 'Peckham Rye', lewisham),
    ward(112, 'Rotherhithe', bermondsey),
    ward(113, 'Rye Lane', peckham),
    ward(114, "St George's", bermondsey),
    ward(115, 'St Giles', peckham),
    ward(116, 'South Bermondsey', bermondsey),
    ward(117, 'Surrey Docks', bermondsey),
  ],
};

export const organisations: readonly Organisation[] = [southwark];

export function organisationById(id: string): Organisation {
  const found = organisations.find((o) => o.id === id);
  if (!found) throw new Error(`no organisation ${id} is configured`);
  return found;
}

/** Constituency of a ward on a date (YYYY-MM-DD); null where the area is unknown or lies outside the organisation. */
export function constituencyOf(organisation: Organisation, areaCode: string | null, on: string): string | null {
  const found = organisation.wards.find((w) => w.code === areaCode);
  return found?.constituency.findLast((c) => c.from <= on)?.code ?? null;
}

/** Reporting area a constituency belongs to on a date; unknown constituencies go to the area that takes the rest. */
export function reportingAreaOf(organisation: Organisation, constituency: string | null, on: string): ReportingArea {
  const areas = organisation.reportingAreas.findLast((a) => a.from <= on)?.areas;
  const found =
    areas?.find((a) => constituency !== null && a.constituencies.includes(constituency)) ?? areas?.find((a) => a.other);
  if (!found) throw new Error(`no reporting areas are configured for ${organisation.id} on ${on}`);
  return found;
}

/** Offences located in the borough are in scope: by ward, or by the local authority alone when the ward is unknown. */
export function isInScope(organisation: Organisation, areaCode: string | null): boolean {
  return (
    areaCode === null || areaCode === organisation.localAuthority || organisation.wards.some((w) => w.code === areaCode)
  );
}

/** Bank holidays of England and Wales (gov.uk list): dated data, extended every year. */
export const bankHolidays: readonly string[] = [
  '2025-01-01',
  '2025-04-18',
  '2025-04-21',
  '2025-05-05',
  '2025-05-26',
  '2025-08-25',
  '2025-12-25',
  '2025-12-26',
  '2026-01-01',
  '2026-04-03',
  '2026-04-06',
  '2026-05-04',
  '2026-05-25',
  '2026-08-31',
  '2026-12-25',
  '2026-12-28',
  '2027-01-01',
  '2027-03-26',
  '2027-03-29',
  '2027-05-03',
  '2027-05-31',
  '2027-08-30',
  '2027-12-27',
  '2027-12-28',
];
