import { leastStrict, type ReportingAreaConfig } from './config.js';

/** Southwark with the constituencies of July 2024; South and West mirrors the third MP of the founding request. */
export const southwark: ReportingAreaConfig = {
  id: 'E09000028',
  name: 'Southwark',
  validFrom: '2024-07',
  startsAt: '2026-01',
  constituencies: [
    { code: 'E14001085', name: 'Bermondsey and Old Southwark' },
    { code: 'E14001421', name: 'Peckham' },
    { code: 'E14001205', name: 'Dulwich and West Norwood' },
    { code: 'E14001333', name: 'Lewisham West and East Dulwich' },
    { code: 'E14001559', name: 'Vauxhall and Camberwell Green' },
  ],
  areas: [
    { id: 'bermondsey', name: 'Bermondsey and Old Southwark', constituencies: ['E14001085'] },
    { id: 'peckham', name: 'Peckham', constituencies: ['E14001421'] },
    {
      id: 'south-and-west',
      name: 'South and West',
      constituencies: ['E14001205', 'E14001333', 'E14001559'],
      takesUnknown: true,
    },
  ],
  thresholds: leastStrict,
  references: { satisfied: 0.4, seriously: 0.5, pressure: 0.2 },
};
