import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { columnMap, type ColumnMap } from './column-map.js';
import type { Credentials } from './intake-client.js';
import { mapsFolder } from './maps-folder.js';

export const usage = `answerable-publish - sends the closed cases of an export to Answerable

  answerable-publish --map niche --force 01 cases.csv
  answerable-publish --map ./our-map.json --force 01 --dry-run cases.xlsx

  --map       niche, connect, athena, or the file of a column map
  --force     two-digit force code
  --dry-run   judge every row here and by the service; nothing is stored
  --offline   judge every row here only; nothing is sent
  --state     where the sequence of the source is remembered (default <system>.publish-state.json)
  --abandon   begin although another export was interrupted or the state file is lost: this one holds all of its rows
  --report    also write the refused rows to this CSV file
  --url       case intake            (or PUBLISH_URL)
  --issuer    sign-in realm          (or PUBLISH_ISSUER)
  --client    client id              (or PUBLISH_CLIENT_ID)
  --key       private key, JWK file  (or PUBLISH_KEY_FILE); a secret only as PUBLISH_CLIENT_SECRET

Contact details are encrypted here, before anything leaves. An interrupted run is resumed by running it again.
Exit codes: 0 every row accepted, 1 some rows refused, 2 a person must act (wrong use, a file that cannot be read, another export
unfinished), 3 not sent or another run under way, try again later.
`;

/** Wrong use: what to type instead. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

export interface Settings {
  readonly path: string;
  readonly map: ColumnMap;
  readonly force: string;
  readonly dryRun: boolean;
  readonly abandon: boolean;
  readonly statePath: string;
  readonly reportPath: string | undefined;
  /** null: judge here only. */
  readonly service: { readonly url: string; readonly credentials: Credentials } | null;
}

const options = {
  map: { type: 'string' },
  force: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  offline: { type: 'boolean', default: false },
  abandon: { type: 'boolean', default: false },
  state: { type: 'string' },
  report: { type: 'string' },
  url: { type: 'string' },
  issuer: { type: 'string' },
  client: { type: 'string' },
  key: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

export async function readSettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Settings | 'help'> {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const [path, more] = positionals;
  if (!path || more) throw new WrongUse('name one file to publish');
  if (!values.map) throw new WrongUse('name the column map: --map niche');
  if (!/^\d{2}$/.test(values.force ?? '')) throw new WrongUse('name the force: --force 01');
  const map = await readMap(values.map);
  const service = values.offline ? null : serviceOf(values, env);
  return {
    path,
    map,
    force: values.force!,
    dryRun: values['dry-run'] || values.offline,
    abandon: values.abandon,
    statePath: values.state ?? `${map.system}.publish-state.json`,
    reportPath: values.report,
    service,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new WrongUse((error as Error).message);
  }
}

type Values = ReturnType<typeof parse>['values'];

function serviceOf(
  values: Values,
  env: Readonly<Record<string, string | undefined>>,
): NonNullable<Settings['service']> {
  const url = values.url ?? env['PUBLISH_URL'];
  const issuer = values.issuer ?? env['PUBLISH_ISSUER'];
  const clientId = values.client ?? env['PUBLISH_CLIENT_ID'];
  const secret = env['PUBLISH_CLIENT_SECRET'];
  const keyFile = values.key ?? env['PUBLISH_KEY_FILE'];
  if (!url || !issuer || !clientId || (!secret && !keyFile)) {
    throw new WrongUse(
      'give --url, --issuer, --client and --key (or their PUBLISH_... variables), or judge with --offline',
    );
  }
  return {
    url: url.replace(/\/$/, ''),
    credentials: { issuer, clientId, ...(secret && { secret }), ...(keyFile && { keyFile }) },
  };
}

async function readMap(name: string): Promise<ColumnMap> {
  const path = /^[a-z0-9-]+$/.test(name) ? join(mapsFolder, `${name}.json`) : name;
  const text = await readFile(path, 'utf8').catch(() => {
    throw new WrongUse(`there is no column map ${name}`);
  });
  const parsed = columnMap.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new WrongUse(`the column map ${name} has faults: ${faults.join('; ')}`);
}
