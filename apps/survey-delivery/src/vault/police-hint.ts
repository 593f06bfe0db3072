import type { ContactBlock, KeptContact } from '@answerable/contracts';

type Mark = 'safe' | 'unsafe' | 'unknown';

/** Only 'unsafe' is believed: it makes contact stricter. 'safe' is for her to say, to Victim Support. */
const stricter = (mark: Mark): Mark => (mark === 'unsafe' ? 'unsafe' : 'unknown');

/**
 * What the police sent, as it counts here. An officer who named his own mailbox, called it safe and sent a check word of his
 * choice would otherwise answer in her place: so nothing in a block of the police leads to a message.
 */
export const hintOf = (block: ContactBlock): KeptContact => ({
  ...block,
  telephones: block.telephones.map((t) => ({
    ...t,
    safe: stricter(t.safe),
    textSafe: stricter(t.textSafe),
    voicemailSafe: stricter(t.voicemailSafe),
    namedBy: 'police',
  })),
  emails: block.emails.map((e) => ({ ...e, safe: stricter(e.safe), namedBy: 'police' })),
  address: block.address && { ...block.address, safe: stricter(block.address.safe), namedBy: 'police' },
  linksSafeConfirmedOn: null,
  checkWord: null,
  whatToSay: null,
});
