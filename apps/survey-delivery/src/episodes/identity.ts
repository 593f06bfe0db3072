import type { IdentityCheck, KeptContact } from '@answerable/contracts';
import { deliveryProblem } from '../problems.js';

/** How somebody knew that it was she who spoke. */
export interface Identity {
  identity?: IdentityCheck | undefined;
  birthDate?: string | undefined;
}

/**
 * Throws identity-not-checked unless somebody made sure that it was she. The number came from the police, anybody may ring us,
 * and anybody may write to the public page: before a way to her opens, she has said her name and the date of birth we hold.
 */
export function assertItWasShe(
  before: Pick<KeptContact, 'dateOfBirth'> | null,
  { identity, birthDate }: Identity,
): void {
  if (identity === 'known-to-us') return;
  if (identity !== 'said-name-and-birth-date' || !birthDate) throw deliveryProblem('identity-not-checked');
  if (before?.dateOfBirth && before.dateOfBirth !== birthDate)
    throw deliveryProblem(
      'identity-not-checked',
      'This is not the date of birth we hold. Do not say so: offer to call again, or end the call as a wrong number.',
    );
}
