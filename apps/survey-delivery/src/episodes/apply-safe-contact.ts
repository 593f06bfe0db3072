import type { KeptContact, safeContactUpdate } from '@answerable/contracts';
import type { z } from 'zod';

export type Update = z.infer<typeof safeContactUpdate>;

const nobody: KeptContact = {
  name: { first: 'Unknown', last: '' },
  dateOfBirth: null,
  telephones: [],
  emails: [],
  address: null,
  linksSafeConfirmedOn: null,
  checkWord: null,
  language: 'en',
  interpreter: false,
  marks: [],
  confirmedOn: null,
  whatToSay: null,
};

/** The block after a conversation with her: what she said stands, what was not touched stays. Pure. */
export function applySafeContact(before: KeptContact | null, update: Update, today: string): KeptContact {
  const block = structuredClone(before ?? nobody);
  if (update.telephone) {
    // When she can be reached is about her days, not about the number: it stays until she says otherwise.
    const { times = [] } = block.telephones.find((t) => t.belongsTo === 'her') ?? {};
    block.telephones = [
      {
        number: update.telephone,
        belongsTo: 'her',
        safe: 'unknown',
        textSafe: 'unknown',
        voicemailSafe: 'unknown',
        shared: false,
        times,
        namedBy: 'her',
      },
    ];
  }
  if (update.email)
    block.emails = [{ address: update.email, belongsTo: 'her', safe: 'unknown', shared: false, namedBy: 'her' }];
  if (update.address) block.address = { ...update.address, safe: 'unknown', namedBy: 'her' };
  // She was asked about the number, address and mailbox that would be used; others of hers are not touched.
  const telephone = block.telephones.find((t) => t.belongsTo === 'her') ?? block.telephones[0];
  if (telephone) {
    telephone.safe = update.telephoneSafe ?? telephone.safe;
    telephone.textSafe = update.textSafe ?? telephone.textSafe;
    telephone.voicemailSafe = update.voicemailSafe ?? telephone.voicemailSafe;
    telephone.times = update.times ?? telephone.times;
  }
  const email = block.emails.find((e) => e.belongsTo === 'her') ?? block.emails[0];
  if (email) email.safe = update.emailSafe ?? email.safe;
  if (block.address) block.address.safe = update.letterSafe ?? block.address.safe;
  if (update.linksSafe !== undefined) block.linksSafeConfirmedOn = update.linksSafe ? today : null;
  if (update.checkWord !== undefined) block.checkWord = update.checkWord;
  if (update.whatToSay !== undefined) block.whatToSay = update.whatToSay;
  if (update.rightName) block.name = update.rightName;
  block.dateOfBirth = update.rightBirthDate ?? block.dateOfBirth ?? update.birthDate ?? null;
  block.language = update.language ?? block.language;
  block.interpreter = update.interpreter ?? block.interpreter;
  block.confirmedOn = today;
  return block;
}

/** Whether an address is called safe that nobody but the police named. Pure. */
export const callsUnnamedSafe = (block: KeptContact, update: Update): boolean =>
  (update.emailSafe === 'safe' && !block.emails.some((e) => e.namedBy === 'her')) ||
  (update.letterSafe === 'safe' && block.address?.namedBy !== 'her');

/** Whether the e-mail address she said is one that the police gave: for the story, which never holds the address. */
export const emailAsPoliceGaveIt = (before: KeptContact | null, update: Update): boolean | null =>
  update.email && before ? before.emails.some((e) => e.address.toLowerCase() === update.email!.toLowerCase()) : null;

/** What of who she is was put right: for the story, which never holds it. */
export const putRight = (u: Update): string | null =>
  [u.rightName && 'name', u.rightBirthDate && 'date of birth'].filter(Boolean).join(' and ') || null;

/** Whether something could be sent to her afterwards, or a call made, that could not before. Pure. */
export const opensAWay = (u: Update): boolean =>
  u.linksSafe === true ||
  [u.telephone, u.email, u.address].some((way) => way !== undefined) ||
  [u.textSafe, u.emailSafe, u.letterSafe].includes('safe');
