import type { Organisation } from './organisation.js';
import { englandAndWales } from './organisations/england-and-wales.js';
import { southwark } from './organisations/southwark.js';

/** Those served: sign-ins and topics are made for their forces. */
export const organisations: readonly Organisation[] = [southwark];

/** An organisation that is served, or one that is configured and could be. Throws when there is none. */
export function organisationById(id: string): Organisation {
  const found = [...organisations, ...englandAndWales].find((o) => o.id === id);
  if (!found) throw new Error(`no organisation ${id} is configured`);
  return found;
}
