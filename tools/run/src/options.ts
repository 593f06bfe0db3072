import { parseArgs } from 'node:util';

type Options = Record<string, string | number | boolean>;

/**
 * What a command was told: `--name VALUE` for what is a text or a whole number in `otherwise`, which holds what is so unless told,
 * and `--name` for what is true or false. Throws on what it does not understand.
 */
export function readOptions<T extends Options>(otherwise: T, args: readonly string[]): T {
  const { values } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(otherwise).map(([name, value]) => [
        name,
        { type: typeof value === 'boolean' ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
  });
  const told = Object.entries(values).map(([name, value]) => {
    if (typeof otherwise[name] !== 'number') return [name, value];
    if (!/^\d+$/.test(String(value))) throw new Error(`--${name} takes a whole number, not ${String(value)}`);
    return [name, Number(value)];
  });
  return { ...otherwise, ...(Object.fromEntries(told) as Partial<T>) };
}

/** `readOptions` of this process; on what it does not understand it says so and ends with 2. */
export function options<T extends Options>(otherwise: T): T {
  try {
    return readOptions(otherwise, process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(2);
  }
}
