import type { Organisation, Ward } from '../organisation.js';
import { mopac } from './policing-bodies.js';

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
  controller: mopac,
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
