const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Check character over a code's first eleven: a sum weighted 1 to 11, modulo 31. It finds every single wrong character but
 * one pair (0 for Z) and every exchange of neighbours.
 */
export function checkCharacter(body: string): string {
  const sum = [...body].reduce((total, character, i) => total + crockford.indexOf(character) * (i + 1), 0);
  return crockford[sum % 31]!;
}

/** Letter code of 12 characters from seven random bytes, of which 55 bits count. */
export function letterCodeFrom(bytes: Uint8Array): string {
  let bits = bytes.subarray(0, 7).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n) >> 1n;
  let body = '';
  for (let i = 0; i < 11; i++) {
    body = crockford[Number(bits & 31n)] + body;
    bits >>= 5n;
  }
  return body + checkCharacter(body);
}

/** As printed on a letter: `ABCD-EFGH-JKMN`. */
export const formatLetterCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');
