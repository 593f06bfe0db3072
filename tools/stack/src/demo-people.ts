import { southwark, type Role } from '@answerable/contracts';

/** A person who signs in in demo and test mode; nobody of them exists. */
export interface DemoPerson {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly organisation?: string;
  readonly force?: string;
  readonly seat?: string;
  /** First day of the term for which the account was made. */
  readonly seatFrom?: string;
}

const person = (
  username: string,
  name: string,
  role: Role,
  more: { force?: string; seat?: string; seatFrom?: string } = {},
): DemoPerson => ({
  username,
  name,
  roles: [role],
  organisation: southwark.id,
  ...more,
});

const office = (username: string, of: string, seat: string): DemoPerson =>
  person(username, `Office for ${of}`, 'mp-office', { seat, seatFrom: '2024-07-04' });

export const demoPeople: readonly DemoPerson[] = [
  person('caseworker-1', 'Casey Worker', 'caseworker'),
  person('caseworker-2', 'Cameron Worker', 'caseworker'),
  person('interviewer-1', 'Ines Interviewer', 'interviewer'),
  person('vs-lead-1', 'Lee Leader', 'vs-lead'),
  person('safeguarding-1', 'Sam Guarding', 'safeguarding-lead'),
  person('approver-1', 'Avery Approver', 'report-approver'),
  person('approver-2', 'Alex Approver', 'report-approver'),
  office('mp-bermondsey', 'Bermondsey and Old Southwark', 'E14001085'),
  office('mp-peckham', 'Peckham', 'E14001421'),
  office('mp-dulwich', 'Dulwich and West Norwood', 'E14001205'),
  office('mp-lewisham', 'Lewisham West and East Dulwich', 'E14001333'),
  office('mp-vauxhall', 'Vauxhall and Camberwell Green', 'E14001559'),
  person('police-lead-01', 'Pat Lead', 'police-lead', { force: '01' }),
  person('data-officer-01', 'Dana Officer', 'data-officer', { force: '01' }),
  person('police-lead-48', 'Perry Lead', 'police-lead', { force: '48' }),
  person('data-officer-48', 'Drew Officer', 'data-officer', { force: '48' }),
  person('auditor-1', 'Audrey Auditor', 'auditor'),
  person('operator-1', 'Oli Operator', 'operator'),
];
