import { z } from 'zod';
import { date } from '../../fields.js';

/** What became of what somebody wrote to the public page. */
export const ownRouteState = z.enum([
  'new',
  'matched',
  'not-told-about',
  'same-person',
  'not-verified',
  'abuse',
  'withdrawn',
]);

/** An entry of the public page as a search by its number shows it. */
export const foundEntry = z.strictObject({ entryId: z.uuid(), receivedOn: date, state: ownRouteState });
export type FoundEntry = z.infer<typeof foundEntry>;
