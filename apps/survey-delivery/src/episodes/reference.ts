const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Short name of an episode for talking about it on the telephone: eight characters of the random part of its id. */
export function referenceFrom(id: string): string {
  const hex = id.replaceAll('-', '').slice(-10);
  let value = BigInt(`0x${hex}`);
  let out = '';
  for (let i = 0; i < 8; i++) {
    out = letters[Number(value & 31n)] + out;
    value >>= 5n;
  }
  return `${out.slice(0, 4)}-${out.slice(4)}`;
}
