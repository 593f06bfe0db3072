import {
  contactTimes,
  deliveryChannels,
  languages,
  safeMark,
  telephoneNumber,
  type SafeContactUpdate,
} from '@answerable/contracts';
import { z } from 'zod';
import { birthDateMissing, dateAsSaid, identityFields, identityMissing, saysBirthDate } from '../identity.js';

const mark = safeMark.optional().catch(undefined);
const list = (value: unknown) => (value === undefined ? undefined : [value].flat());

interface Ways {
  linksSafe?: string;
  telephone?: string;
  email?: string;
  postcode?: string;
  addressLines?: string;
  textSafe?: string;
  emailSafe?: string;
  letterSafe?: string;
}
/** As the service sees it: whatever lets something reach her that could not before. */
const opensAWay = (f: Ways): boolean =>
  f.linksSafe === 'yes' ||
  Boolean(f.telephone ?? f.email ?? (f.postcode && f.addressLines)) ||
  [f.textSafe, f.emailSafe, f.letterSafe].includes('safe');

export const safeContactForm = z
  .object({
    telephoneSafe: mark,
    textSafe: mark,
    voicemailSafe: mark,
    emailSafe: mark,
    letterSafe: mark,
    times: z.preprocess(list, z.array(z.enum([...contactTimes, 'any'])).optional()),
    whatToSay: z.string().trim().max(200, 'Use at most 200 characters').optional(),
    nothingToSay: z.literal('yes').optional(),
    linksSafe: z.enum(['yes', 'no']).optional(),
    ...identityFields,
    checkWord: z
      .string()
      .trim()
      .min(3, 'Agree on a word of at least three letters')
      .max(40, 'Use at most 40 characters')
      .optional(),
    preferredChannel: z.enum(deliveryChannels).optional(),
    language: z.enum(languages).optional(),
    interpreter: z.enum(['yes', 'no']).optional(),
    telephone: telephoneNumber.optional(),
    email: z.email('This is no e-mail address').optional(),
    firstName: z.string().trim().max(80, 'Use at most 80 characters').optional(),
    lastName: z.string().trim().max(80, 'Use at most 80 characters').optional(),
    rightBirthDate: dateAsSaid,
    addressLines: z.string().trim().optional(),
    postcode: z.string().trim().max(9, 'This is no postcode').optional(),
  })
  .refine(({ addressLines, postcode }) => Boolean(addressLines) === Boolean(postcode), {
    path: ['postcode'],
    message: 'Give both, the address and its postcode, or neither',
  })
  .refine(({ linksSafe, checkWord }) => linksSafe !== 'yes' || Boolean(checkWord), {
    path: ['checkWord'],
    message: 'Agree on a check word: the page behind the link asks for it',
  })
  .refine((f) => f.identity || !(opensAWay(f) || f.firstName || f.rightBirthDate), identityMissing)
  .refine(saysBirthDate, birthDateMissing)
  .refine(({ times }) => !times?.includes('any') || times.length === 1, {
    path: ['times'],
    message: 'Choose the times that are safe, or any time, not both',
  })
  .refine(({ whatToSay, nothingToSay }) => !whatToSay || !nothingToSay, {
    path: ['whatToSay'],
    message: 'Write what to say, or forget it, not both',
  })
  .refine(({ firstName, lastName }) => firstName || !lastName, {
    path: ['firstName'],
    message: 'Write her first name too',
  })
  .refine(({ rightBirthDate, identity }) => !rightBirthDate || identity === 'known-to-us', {
    path: ['rightBirthDate'],
    message: 'Only somebody who knows her can put her date of birth right: it is what others know her by',
  });

/** What the form means for the API; what was left open stays as it is in the vault. */
export function updateOf(data: z.infer<typeof safeContactForm>, taskId: string | null): SafeContactUpdate {
  const { addressLines, postcode, linksSafe, interpreter, times, nothingToSay, firstName, lastName, ...rest } = data;
  return {
    taskId,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    // Any time, and nothing to say, are said too: what is left open stays.
    ...(times && { times: times.filter((time) => time !== 'any') }),
    ...(nothingToSay && { whatToSay: null }),
    ...(firstName && { rightName: { first: firstName, last: lastName ?? '' } }),
    ...(linksSafe && { linksSafe: linksSafe === 'yes' }),
    ...(interpreter && { interpreter: interpreter === 'yes' }),
    ...(addressLines &&
      postcode && {
        address: {
          lines: addressLines
            .split(/\r?\n/)
            .map((line) => line.trim())
            .filter(Boolean)
            .slice(0, 6),
          postcode,
        },
      }),
  };
}
