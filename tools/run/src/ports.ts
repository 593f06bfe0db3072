import type { AppName } from '@answerable/platform';
import { isFree } from '@answerable/stack';

const first = 4100;
/** In the order of their ports. */
const apps: readonly AppName[] = [
  'portal-staff',
  'portal-readers',
  'response-collection',
  'case-intake',
  'survey-delivery',
  'reporting',
];

type AppPorts = Readonly<Record<AppName, number>>;

/** The ports of `npm start`, in a row: from ANSWERABLE_PORT on, or from 4100. Throws where that is no port. */
export function appPorts(env: NodeJS.ProcessEnv = process.env, shift = 0): AppPorts {
  const from = Number(env['ANSWERABLE_PORT'] ?? first) + shift;
  if (!Number.isInteger(from) || from < 1 || from + apps.length > 65_536)
    throw new Error(`ANSWERABLE_PORT is the first of six ports in a row, not ${env['ANSWERABLE_PORT']}.`);
  return Object.fromEntries(apps.map((app, n) => [app, from + n])) as AppPorts;
}

/**
 * The first six in a row that are free, so that two checkouts run side by side; `taken` is the first port that was not. Throws where
 * one of those that ANSWERABLE_PORT asks for is taken.
 */
export async function chooseAppPorts(
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly ports: AppPorts; readonly taken: number | undefined }> {
  let taken: number | undefined;
  for (let shift = 0; shift < 500; shift += 10) {
    const ports = appPorts(env, shift);
    const free = await Promise.all(Object.values(ports).map(isFree));
    if (free.every(Boolean)) return { ports, taken };
    taken ??= Object.values(ports)[free.indexOf(false)];
    if (env['ANSWERABLE_PORT']) break;
  }
  throw new Error(`Port ${taken} is taken. Set ANSWERABLE_PORT to the first of six free ports in a row.`);
}
