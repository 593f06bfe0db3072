import type { ownRouteEntry } from '@answerable/contracts';
import type { z } from 'zod';

export const ownRouteStates: Record<z.infer<typeof ownRouteEntry>['state'], string> = {
  new: 'to verify',
  matched: 'belongs to an episode',
  'not-told-about': 'the police did not tell us about it',
  'same-person': 'the same person as another entry',
  'not-verified': 'could not be verified',
  abuse: 'abuse of the page',
  withdrawn: 'deleted at her wish',
};
