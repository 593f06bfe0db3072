import { identityChecks } from '@answerable/contracts';
import { z } from 'zod';

/** `28 2 1991`, `28/02/1991` and the like, as people say a date; anything else stays as it was typed. */
function dayFirst(typed: unknown): unknown {
  const [, day, month, year] =
    (typeof typed === 'string' && /^\s*(\d{1,2})[ ./-]+(\d{1,2})[ ./-]+(\d{4})\s*$/.exec(typed)) || [];
  return year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : typed;
}

export const dateAsSaid = z.preprocess(dayFirst, z.iso.date('Write day, month and year, such as 28 2 1991').optional());

/** How somebody knew that it was she, and the date of birth as she said it. */
export const identityFields = {
  identity: z.enum(identityChecks).optional(),
  birthDate: dateAsSaid,
};
interface Identity {
  identity?: string | undefined;
  birthDate?: string | undefined;
}
export const identityMissing = { path: ['identity'], message: 'Say how you knew that it was she' };
export const saysBirthDate = ({ identity, birthDate }: Identity): boolean =>
  identity !== 'said-name-and-birth-date' || Boolean(birthDate);
export const birthDateMissing = { path: ['birthDate'], message: 'Write the date of birth as she said it' };
