import { contactBlock } from '@answerable/contracts';
import { expect, test } from 'vitest';
import { linksSafe, assessContact, usable } from '../episodes/contact-assessment.js';
import { hintOf } from './police-hint.js';

const sent = contactBlock.parse({
  name: { first: 'Ana' },
  dateOfBirth: '1990-05-05',
  telephones: [
    { number: '07700 900123', safe: 'safe', textSafe: 'safe', voicemailSafe: 'safe' },
    { number: '07700 900124', safe: 'unsafe', textSafe: 'unsafe', voicemailSafe: 'unsafe', shared: true },
  ],
  emails: [{ address: 'officer@police.example', safe: 'safe' }],
  address: { lines: ['1 Police Row'], postcode: 'SE1 1AA', safe: 'safe' },
  linksSafeConfirmedOn: '2026-05-09',
  checkWord: 'bluebell',
  confirmedOn: '2026-05-09',
});
const circumstances = {
  today: '2026-05-10',
  invitedOn: '2026-05-24',
  ageBandAtReport: '25-34',
  reportedOn: '2026-01-15',
  deadOrIll: false,
  oldDetailsDays: 180,
  shared: new Set<never>(),
  saidStop: false,
  policeGaveContact: false,
};

test('whatever the police call safe, confirmed and agreed, no message can follow from it: she is called first', () => {
  const hint = hintOf(sent);
  expect(usable(hint)).toMatchObject({ text: null, email: null, address: null });
  const { safe, reasons } = assessContact([{ block: hint, source: 'police', receivedOn: '2026-05-10' }], circumstances);
  expect(linksSafe(safe!, circumstances.today)).toBe(false);
  expect(safe).toMatchObject({
    telephone: 'unknown',
    voicemail: 'unknown',
    email: 'unknown',
    letter: 'unknown',
    checkWordAgreed: false,
  });
  expect(reasons).toEqual(expect.arrayContaining(['links-not-confirmed', 'no-check-word']));
});

test('what the police call unsafe or shared is believed', () => {
  expect(hintOf(sent).telephones[1]).toMatchObject({ safe: 'unsafe', textSafe: 'unsafe', shared: true });
});
