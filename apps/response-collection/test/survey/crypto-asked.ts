/** Which of our keyed hashes, ciphers and comparisons were asked for, in their order. */
export const cryptoAsked: string[] = [];

export const counted = <T extends object>(real: T): T =>
  Object.fromEntries(
    Object.entries(real).map(([name, work]) => [
      name,
      (...given: unknown[]) => {
        cryptoAsked.push(name);
        return (work as (...given: unknown[]) => unknown)(...given);
      },
    ]),
  ) as T;
