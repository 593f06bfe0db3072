import { z } from 'zod';
import { date, language } from './fields.js';

/**
 * What is inside the contact JWE: the only place where a contact detail stands in clear, and only on the police side before
 * sealing, in the vault for the moment of use, and on the screen of the person who needs it.
 * Sealed as compact JWE, ECDH-ES over X25519 to a key of `GET /v1/public/vault-keys`, `enc` A256GCM, `kid` naming the key.
 */

/** Whether somebody asked her: 'unknown' is not 'safe'. From the police only 'unsafe' counts: 'safe' is for her to say to Victim Support. */
export const safeMark = z.enum(['safe', 'unsafe', 'unknown']);
export const belongsTo = z.enum(['her', 'someone-else']);
export const contactTimes = ['weekday-morning', 'weekday-afternoon', 'weekday-evening'] as const;
export const contactTime = z.enum(contactTimes);
export type ContactTime = z.infer<typeof contactTime>;

/** A telephone number as people write it: digits with an optional +, spaces, dots, hyphens and brackets between them. */
export const telephoneNumber = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 ().-]{6,20}$/, 'expected a telephone number such as 020 7946 0018');

export const contactTelephone = z.strictObject({
  number: telephoneNumber,
  belongsTo: belongsTo.default('her'),
  safe: safeMark.default('unknown'),
  textSafe: safeMark.default('unknown'),
  voicemailSafe: safeMark.default('unknown'),
  shared: z.boolean().default(false),
  times: z.array(contactTime).default([]).describe('empty: any time within contact hours'),
});
export const contactEmail = z.strictObject({
  address: z.email(),
  belongsTo: belongsTo.default('her'),
  safe: safeMark.default('unknown'),
  shared: z.boolean().default(false),
});
export const contactAddress = z.strictObject({
  lines: z.array(z.string().trim().min(1).max(120)).min(1).max(6),
  postcode: z.string().trim().min(5).max(9),
  safe: safeMark.default('unknown'),
});

export const contactMarks = [
  'suspect-is-police-officer',
  'victim-is-police-employee',
  'lives-with-suspect',
  'shared-custody',
  'at-risk',
] as const;
export type ContactMark = (typeof contactMarks)[number];

export const contactBlock = z.strictObject({
  name: z.strictObject({ first: z.string().trim().min(1).max(80), last: z.string().trim().max(80).default('') }),
  dateOfBirth: date.nullable().default(null),
  telephones: z.array(contactTelephone).max(5).default([]),
  emails: z.array(contactEmail).max(3).default([]),
  address: contactAddress.nullable().default(null),
  linksSafeConfirmedOn: date
    .nullable()
    .default(null)
    .describe('ignored when the police send it: whether a link is safe is asked by Victim Support'),
  checkWord: z
    .string()
    .trim()
    .min(3)
    .max(40)
    .nullable()
    .default(null)
    .describe('ignored when the police send it: the word is agreed between her and Victim Support'),
  language: language.default('en'),
  interpreter: z.boolean().default(false),
  marks: z.array(z.enum(contactMarks)).default([]),
  /** Day on which these details were last confirmed with her; null: nobody did. */
  confirmedOn: date.nullable().default(null),
});
export type ContactBlock = z.infer<typeof contactBlock>;
/** As a sender may write it: everything but the name has a default. */
export type ContactBlockInput = z.input<typeof contactBlock>;

/** Who named a way to her. Messages go to nothing but what she named herself, or a number on which she was spoken with. */
export const namedBy = z.enum(['police', 'her']).default('police');

/**
 * What the vault makes of a contact. From the police it is a hint, and a hint makes contact stricter, never looser; what she
 * said to Victim Support is written with the day on which she said that links are safe, and the word agreed with her.
 */
export const keptContact = contactBlock.extend({
  telephones: z.array(contactTelephone.extend({ namedBy })).default([]),
  emails: z.array(contactEmail.extend({ namedBy })).default([]),
  address: contactAddress.extend({ namedBy }).nullable().default(null),
  whatToSay: z
    .string()
    .trim()
    .max(200)
    .nullable()
    .default(null)
    .describe('as she wants it: whom to ask for, who to say that one is, what not to mention'),
});
export type KeptContact = z.infer<typeof keptContact>;

export const exampleContactBlock = {
  name: { first: 'Ana', last: 'Example' },
  dateOfBirth: '1991-02-03',
  telephones: [{ number: '+44 7700 900123', safe: 'unknown', voicemailSafe: 'unsafe', times: ['weekday-morning'] }],
  emails: [{ address: 'ana@example.org', safe: 'unknown' }],
  address: { lines: ['1 Example Street', 'London'], postcode: 'SE1 1AA', safe: 'unknown' },
  language: 'en',
  confirmedOn: '2026-05-12',
} as const satisfies z.input<typeof contactBlock>;

/** The public half of a vault key, as `GET /v1/public/vault-keys` and intake's `GET /v1/keys` serve it. */
export const vaultPublicKey = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('X25519'),
  x: z.string(),
  kid: z.string(),
  use: z.literal('enc'),
  alg: z.literal('ECDH-ES'),
});
/** First key: the current one. Later keys still open what was sealed to them. */
export const vaultKeySet = z.strictObject({ keys: z.array(vaultPublicKey).min(1) });
export type VaultKeySet = z.infer<typeof vaultKeySet>;

/** Only this form of JWE is opened; anything else is refused before a key is touched. */
export const sealing = { alg: 'ECDH-ES', enc: 'A256GCM' } as const;
