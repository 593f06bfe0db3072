import { southwark, type Role } from '@answerable/contracts';

/** A person who signs in in demo and test mode; nobody of them exists. */
export interface DemoPerson {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly organisation?: string;
  readonly force?: string;
  readonly seat?: string;
}

const person = (
  username: string,
  name: string,
  role: Role,
  more: { force?: string; seat?: string } = {},
): DemoPerson => ({
  username,
  name,
  roles: [role],
  organisation: southwark.id,
  ...more,
});

export const demoPeople: readonly DemoPerson[] = [
  person('caseworker-1', 'Casey Worker', 'caseworker'),
  person('caseworker-2', 'Cameron Worker', 'caseworker'),
  person('interviewer-1', 'Ines Interviewer', 'interviewer'),
  person('vs-lead-1', 'Lee Leader', 'vs-lead'),
  person('safeguarding-1', 'Sam Guarding', 'safeguarding-lead'),
  person('approver-1', 'Avery Approver', 'report-approver'),
  person('approver-2', 'Alex Approver', 'report-approver'),
  person('mp-bermondsey', 'Office for Bermondsey and Old Southwark', 'mp-office', { seat: 'E14001085' }),
  person('mp-peckham', 'Office for Peckham', 'mp-office', { seat: 'E14001421' }),
  person('mp-dulwich', 'Office for Dulwich and West Norwood', 'mp-office', { seat: 'E14001205' }),
  person('mp-lewisham', 'Office for Lewisham West and East Dulwich', 'mp-office', { seat: 'E14001333' }),
  person('mp-vauxhall', 'Office for Vauxhall and Camberwell Green', 'mp-office', { seat: 'E14001559' }),
  person('police-lead-01', 'Pat Lead', 'police-lead', { force: '01' }),
  person('data-officer-01', 'Dana Officer', 'data-officer', { force: '01' }),
  person('police-lead-48', 'Perry Lead', 'police-lead', { force: '48' }),
  person('data-officer-48', 'Drew Officer', 'data-officer', { force: '48' }),
  person('auditor-1', 'Audrey Auditor', 'auditor'),
  person('operator-1', 'Oli Operator', 'operator'),
];
