import { z } from 'zod';

/**
 * Ways into a survey, as delivery makes them and collection checks them. Hashes are lower-case hexadecimal:
 *   linkHash      = SHA-256(link token)
 *   codeHash      = HMAC-SHA-256(SURVEY_CODE_KEY, surveyCodeInput(code))
 *   checkWordHash = HMAC-SHA-256(SURVEY_CODE_KEY, checkWordInput(surveyId, word))
 */
export const surveyCodeInput = (typed: string): string => `code:${normaliseSurveyCode(typed)}`;
export const checkWordInput = (surveyId: string, typed: string): string =>
  `check-word:${surveyId}:${normaliseCheckWord(typed)}`;

/** Crockford's alphabet forgives what hands and eyes confuse: case, O for 0, I and L for 1; spaces, dashes and accents do not count. */
export const normaliseSurveyCode = (typed: string): string =>
  inLatin(typed)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');

/** A word said on the telephone and typed later: case, accents, spaces and punctuation do not count. */
export const normaliseCheckWord = (typed: string): string =>
  inLatin(typed)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Letters without their accents, those of Turkish and Polish that no decomposition knows included, and digits of any script. */
const inLatin = (typed: string): string =>
  typed
    .normalize('NFKD')
    .replaceAll('ı', 'i')
    .replace(/[łŁ]/g, 'l')
    .replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)));

/** Unicode lists the ten digits of a script in order, from its zero. */
function valueOf(digit: string): number {
  const at = digit.codePointAt(0)!;
  let zero = at;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (at - zero) % 10;
}

/**
 * Telephone interview: a token that survey-delivery signs (EdDSA, `aud` response-collection, 60 seconds, used once) and the
 * staff portal posts as field `handover` to `/interview`. `draft` is 32 bytes, base64url: HMAC-SHA-256(link key,
 * `interview:<survey id>`), so that a call that breaks off can go on; collection derives the draft's key from it.
 */
export const handoverClaims = z.strictObject({
  iss: z.literal('survey-delivery'),
  aud: z.literal('response-collection'),
  sub: z.uuid().describe('survey id'),
  jti: z.uuid(),
  iat: z.number().int(),
  exp: z.number().int(),
  draft: z.string().regex(/^[\w-]{43}$/),
});
export type HandoverClaims = z.infer<typeof handoverClaims>;
