import type { WayUse } from './contact-assessment.js';
import { keptContact, type KeptContact } from '@answerable/contracts';
import { expect, test } from 'vitest';
import {
  ageOn,
  assessContact,
  needsLook,
  normaliseNumber,
  sixteenBy,
  type OpenedContact,
} from './contact-assessment.js';

/** As it stands after Victim Support spoke with her. */
const block = (over: object = {}): KeptContact =>
  keptContact.parse({
    name: { first: 'Ana' },
    dateOfBirth: '1990-05-05',
    telephones: [{ number: '07700 900123', safe: 'safe', textSafe: 'safe' }],
    emails: [{ address: 'ana@example.org', safe: 'safe', namedBy: 'her' }],
    linksSafeConfirmedOn: '2026-05-01',
    checkWord: 'heron',
    confirmedOn: '2026-05-01',
    ...over,
  });
const opened = (...blocks: (KeptContact | null)[]): OpenedContact[] =>
  blocks.map((b) => ({ block: b, source: 'police', receivedOn: '2026-05-02' }));
const circumstances = {
  today: '2026-05-20',
  invitedOn: '2026-06-01',
  ageBandAtReport: '25-34',
  reportedOn: '2026-03-01',
  deadOrIll: false,
  oldDetailsDays: 180,
  shared: new Set<WayUse>(),
  saidStop: false,
  policeGaveContact: false,
};
const assess = (contacts: OpenedContact[], over: Partial<typeof circumstances> = {}) =>
  assessContact(contacts, { ...circumstances, ...over });

test('with everything in order nobody needs to look and a message may go', () => {
  expect(assess(opened(block())).reasons).toEqual([]);
});

test.each([
  ['no block', [], {}, 'no-contact-block'],
  ['a block that was not kept', [], { policeGaveContact: true }, 'contact-not-kept'],
  ['STOP to an earlier message', opened(block()), { saidStop: true }, 'said-stop'],
  ['a block that could not be opened', opened(null), {}, 'unreadable-block'],
  ['details nobody has confirmed', opened(block({ confirmedOn: null, linksSafeConfirmedOn: null })), {}, 'old-details'],
  ['details confirmed long ago', opened(block({ confirmedOn: '2025-10-01' })), {}, 'old-details'],
  [
    'two blocks that name nothing in common',
    opened(block(), block({ telephones: [{ number: '020 7946 0018' }], emails: [] })),
    {},
    'contradictory-details',
  ],
  ['two dates of birth', opened(block(), block({ dateOfBirth: '1991-05-05' })), {}, 'contradictory-details'],
  [
    'a contact that is somebody else’s',
    opened(block({ emails: [{ address: 'mum@example.org', belongsTo: 'someone-else', namedBy: 'police' }] })),
    {},
    'third-party-contact',
  ],
  [
    'a number that another person in the vault has',
    opened(block()),
    { shared: new Set<WayUse>(['telephone']) },
    'shared-number',
  ],
  ['an outcome that says she is dead or too ill', opened(block()), { deadOrIll: true }, 'dead-or-ill'],
  [
    'a suspect who is a police officer',
    opened(block({ marks: ['suspect-is-police-officer'] })),
    {},
    'suspect-is-police-officer',
  ],
  ['life under one roof with the suspect', opened(block({ marks: ['lives-with-suspect'] })), {}, 'lives-with-suspect'],
  ['a need for an interpreter', opened(block({ interpreter: true })), {}, 'interpreter'],
  ['no way to reach her', opened(block({ telephones: [], emails: [] })), {}, 'no-usable-contact'],
] as const)('a person looks before the first message where there is %s', (_, contacts, over, reason) => {
  const { reasons } = assess([...contacts] as OpenedContact[], over);
  expect(reasons).toContain(reason);
  expect(needsLook(reasons)).toBe(true);
});

test('links that she has not confirmed within 90 days need a call, not a check', () => {
  const { reasons } = assess(opened(block({ linksSafeConfirmedOn: '2026-02-01' })));
  expect(reasons).toEqual(['links-not-confirmed']);
  expect(needsLook(reasons)).toBe(false);
});

test('what staff agreed with her stands above what the police send later', () => {
  const byStaff: OpenedContact = {
    block: block({ telephones: [{ number: '07700 900999', safe: 'safe' }] }),
    source: 'staff',
    receivedOn: '2026-05-10',
  };
  expect(assess([byStaff, ...opened(block())]).current?.telephones[0]?.number).toBe('07700 900999');
});

test('two people sent as one are told apart by their dates of birth, also when one of them has been spoken with', () => {
  const byStaff: OpenedContact = { block: block(), source: 'staff', receivedOn: '2026-05-10' };
  const later = opened(block({ telephones: [{ number: '020 7946 0018' }], dateOfBirth: '1971-01-01' }));
  expect(assess([byStaff, ...later]).reasons).toContain('contradictory-details');
  const newNumber = opened(block({ telephones: [{ number: '020 7946 0018' }] }));
  expect(assess([byStaff, ...newNumber]).reasons, 'a number of the police that she has replaced').toEqual([]);
});

test.each([
  ['2010-06-02', 'under-16'],
  ['2010-06-01', '16-17'],
  ['2008-06-01', '18-24'],
  ['2001-06-01', '25-plus'],
])('born on %s she is %s on the day of the invitation, whatever her age when she reported', (dateOfBirth, group) => {
  expect(assess(opened(block({ dateOfBirth })), { ageBandAtReport: 'under-16' }).ageGroup).toBe(group);
});

test('a birthday on 29 February counts from 1 March', () => {
  expect([
    ageOn('2008-02-29', '2024-02-28'),
    ageOn('2008-02-29', '2024-02-29'),
    ageOn('2008-02-29', '2026-02-28'),
    ageOn('2008-02-29', '2026-03-01'),
  ]).toEqual([15, 16, 17, 18]);
});

test.each(['07700 900123', '+44 7700 900123', '0044 7700 900123', '447700900123', '+44 (0) 7700-900123'])(
  '%s is one and the same number',
  (number) => {
    expect(normaliseNumber(number)).toBe('+447700900123');
  },
);
test('a danger that the police name after staff have spoken with her counts beside what she said', () => {
  const hers: OpenedContact = { block: block(), source: 'staff', receivedOn: '2026-05-03' };
  const reasons = (marks: string[]) => assess([hers, ...opened(block({ marks }))]).reasons;
  expect(reasons([])).toEqual([]);
  expect(reasons(['shared-custody', 'at-risk'])).toEqual(['lives-with-suspect', 'at-risk']);
});

test.each([
  ['under-16', '2026-03-01', 'under-16'],
  ['under-16', '2025-06-01', 'unknown'],
  ['under-16', '2010-06-01', 'unknown'],
  ['16-17', '2025-07-01', '16-17'],
  ['16-17', '2025-06-01', 'unknown'],
  ['16-17', '2024-06-01', '18-24'],
  ['18-24', '2025-06-01', 'unknown'],
  ['18-24', '2018-06-01', '25-plus'],
  ['25-34', '2018-06-01', '25-plus'],
  ['unknown', '2026-03-01', 'unknown'],
])(
  'without a date of birth: %s at a report of %s is %s on the day of the invitation',
  (ageBandAtReport, reportedOn, group) => {
    const found = assess(opened(block({ dateOfBirth: null })), { ageBandAtReport, reportedOn });
    expect(found.ageGroup).toBe(group);
    expect(found.reasons.includes('age-unknown'), 'somebody looks').toBe(group === 'unknown');
  },
);

test.each([
  ['2010-06-01', '2026-07-01'],
  ['2010-06-30', '2026-07-01'],
  ['2010-12-31', '2027-01-01'],
  ['2012-02-29', '2028-03-01'],
])('born on %s she has turned sixteen by %s, which tells no day of birth', (born, by) => {
  expect(sixteenBy(born)).toBe(by);
  expect(ageOn(born, by)).toBe(16);
});
