/** GOV.UK Notify takes seven lines, of which the last must be the postcode. */
const MOST = 7;

/** A letter's address as it is written on it: what does not fit into the lines shares the one above the postcode. Pure. */
export function letterLines(name: string, { lines, postcode }: { lines: string[]; postcode: string }): string[] {
  const above = [name, ...lines];
  const apart = above.slice(0, MOST - 2);
  const shared = above.slice(MOST - 2);
  return [...apart, ...(shared.length > 0 ? [shared.join(', ')] : []), postcode];
}
