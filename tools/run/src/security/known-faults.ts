import { z } from 'zod';

/** What `npm audit --json` answers where the registry knows advisories; `nodes` are places in the lockfile. */
const answer = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), nodes: z.array(z.string()) }).loose()),
});

/** Sentences on faults that are high or critical: of what is shipped, and of everything else. Undefined: nothing was answered. */
export function knownFaults(
  text: string,
  shipped: ReadonlySet<string>,
): { shipped: string[]; others: string[] } | undefined {
  const read = answer.safeParse(parsed(text));
  if (!read.success) return undefined;
  const grave = Object.entries(read.data.vulnerabilities).filter(([, { severity }]) =>
    /^(high|critical)$/.test(severity),
  );
  const isShipped = ([, { nodes }]: (typeof grave)[number]): boolean => nodes.some((place) => shipped.has(place));
  const say = ([name, { severity }]: (typeof grave)[number]): string => `${name}: ${severity}`;
  return { shipped: grave.filter(isShipped).map(say), others: grave.filter((one) => !isShipped(one)).map(say) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
