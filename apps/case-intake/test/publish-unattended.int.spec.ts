import { spawn, type ChildProcess } from 'node:child_process';
import { createServer as createHttpServer } from 'node:http';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '@answerable/publish';
import { packageRoot } from '@answerable/service';
import { eventually, productionRealm, readStackEnv, type TestRealm } from '@answerable/stack';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIntake, type Intake } from './intake.js';

const publishFolder = join(packageRoot(import.meta.url), '../../tools/publish');
const ROWS = 600;
/** About half of the rows: an event with its contact has some 1.5 kB. */
const BYTES_BEFORE_THE_LINE_STALLS = 480_000;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The built command as a scheduler starts it: a process of its own, that can be killed. */
class Run {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;

  constructor(args: readonly string[], env: Record<string, string>) {
    const main = join(publishFolder, 'dist/src/main.js');
    this.child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...env }, stdio: 'pipe' });
    let [out, err] = ['', ''];
    this.child.stdout!.on('data', (data: Buffer) => (out += data.toString()));
    this.child.stderr!.on('data', (data: Buffer) => (err += data.toString()));
    this.ended = new Promise((resolve) => this.child.on('close', (code) => resolve({ code, out, err })));
  }
}

async function niche(): Promise<{ header: string; row: string }> {
  const [header, row] = (await readFile(join(publishFolder, 'samples/niche.csv'), 'utf8')).split('\n') as [
    string,
    string,
  ];
  return { header, row };
}

describe('publish, run by a scheduler', () => {
  let intake: Intake;
  let folder: string;
  let secret: Record<string, string>;
  beforeAll(async () => {
    intake = await startIntake();
    folder = await mkdtemp(join(tmpdir(), 'publish-'));
    const { keycloak, clients } = readStackEnv();
    const { clientId, clientSecret } = clients['publisher-01']!;
    secret = {
      PUBLISH_ISSUER: keycloak.issuer,
      PUBLISH_CLIENT_ID: clientId,
      PUBLISH_CLIENT_SECRET: clientSecret,
    };
  });
  afterAll(() => intake.stop());

  const run = (file: string, more: readonly string[] = [], url = intake.url): Run =>
    new Run(['--map', 'niche', '--force', '01', '--state', join(folder, 'state.json'), ...more, join(folder, file)], {
      ...secret,
      PUBLISH_URL: url,
    });
  const registered = async (): Promise<number> =>
    (await intake.query<{ n: number }>('select count(*)::int as n from cases'))[0]!.n;
  const source = async () =>
    (await intake.query<{ sequences: string; alarms: number }>('select sequences::text, alarms from sources'))[0];

  async function write(name: string, references: readonly string[]): Promise<void> {
    const { header, row } = await niche();
    const rows = references.map((reference) => row.replace('44260000101', reference).replace('6f1c', `V-${reference}`));
    await writeFile(join(folder, name), [header, ...rows].join('\n'));
  }
  const references = (prefix: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${prefix}-${i}`);

  /** Lets a run get half through, and kills it without warning. */
  async function killHalfWay(file: string): Promise<void> {
    const before = await registered();
    const line = await stallingLine(intake.url, BYTES_BEFORE_THE_LINE_STALLS);
    const halfway = run(file, [], line.url);
    await eventually(async () => expect(await registered()).toBeGreaterThanOrEqual(before + 200), {
      timeoutMs: 40_000,
    });
    halfway.child.kill('SIGKILL');
    expect((await halfway.ended).code).toBeNull();
    await line.close();
    expect(await registered()).toBeLessThan(before + ROWS);
  }

  it('and killed in the middle goes on where it was: no row twice, none missing, no gap, no alarm', async () => {
    await write('monday.csv', references('M', ROWS));
    await killHalfWay('monday.csv');
    expect(await run('monday.csv').ended).toMatchObject({ code: exitCodes.accepted });
    expect(await registered()).toBe(ROWS);
    expect(await source()).toEqual({ sequences: `{[1,${ROWS + 1})}`, alarms: 0 });
    expect(await intake.query('select distinct version::int from cases')).toEqual([{ version: 1 }]);
  });

  it('does not begin the next export while one is unfinished: its rows would be left out unnoticed', async () => {
    await write('tuesday.csv', references('T', ROWS));
    await killHalfWay('tuesday.csv');
    await write('wednesday.csv', [...references('T', ROWS), 'W-1']);
    const refused = await run('wednesday.csv').ended;
    expect(refused).toMatchObject({
      code: exitCodes.wrongUse,
      err: expect.stringMatching(/tuesday\.csv was interrupted after \d+ events\. Publish it again first/),
    });
    expect((await run('wednesday.csv', ['--dry-run']).ended).code).toBe(exitCodes.accepted);
  });

  it('and told that the next export holds all rows of the interrupted one, leaves neither a gap nor an alarm', async () => {
    expect(await run('wednesday.csv', ['--abandon']).ended).toMatchObject({ code: exitCodes.accepted });
    expect(await registered()).toBe(2 * ROWS + 1);
    expect(await source()).toMatchObject({ sequences: expect.stringMatching(/^\{\[1,\d+\)\}$/), alarms: 0 });
  });

  it('twice at once lets one go on, and tells the other to come again', async () => {
    await write('thursday.csv', references('H', 5));
    await writeFile(join(folder, 'state.json.lock'), String(process.pid));
    expect(await run('thursday.csv').ended).toMatchObject({
      code: exitCodes.notSent,
      err: expect.stringContaining('another run with this state file is under way'),
    });
    // Of a run that was killed only its number is left.
    await writeFile(join(folder, 'state.json.lock'), '999999999');
    expect((await run('thursday.csv').ended).code).toBe(exitCodes.accepted);
  });

  it('says at once what a person must mend: a file that is not there, one that is no spreadsheet, a secret that is refused', async () => {
    expect(await run('nowhere.csv').ended).toMatchObject({
      code: exitCodes.wrongUse,
      err: expect.stringContaining('nowhere.csv'),
    });
    await writeFile(join(folder, 'broken.xlsx'), 'this is no spreadsheet');
    expect((await run('broken.xlsx').ended).code).toBe(exitCodes.wrongUse);
    secret['PUBLISH_CLIENT_SECRET'] = 'wrong';
    await write('friday.csv', references('F', 2));
    expect(await run('friday.csv').ended).toMatchObject({
      code: exitCodes.wrongUse,
      err: expect.stringContaining('401'),
    });
  });
});

describe('publish, with a private key as in production', () => {
  let intake: Intake;
  let realm: TestRealm;
  let own: JWK;
  let folder: string;
  const published = createHttpServer((_, response) => {
    const { d: _d, ...open } = own;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [open] }));
  });
  const newKey = async (kid: string): Promise<JWK> => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    return { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' };
  };
  beforeAll(async () => {
    own = await newKey('force-01-2026');
    await new Promise<void>((resolve) => published.listen(0, '127.0.0.1', resolve));
    const { port } = published.address() as AddressInfo;
    realm = await productionRealm({ '01': `http://127.0.0.1:${port}/jwks` });
    intake = await startIntake({ KEYCLOAK_ISSUER: realm.issuer });
    folder = await mkdtemp(join(tmpdir(), 'publish-key-'));
  });
  afterAll(async () => {
    await intake?.stop();
    await realm?.drop();
    published.close();
  });

  async function send(key: JWK): Promise<Ended> {
    const file = join(folder, `${key.kid}.jwk`);
    await writeFile(file, JSON.stringify(key));
    return new Run(
      [
        '--map',
        'athena',
        '--force',
        '01',
        '--state',
        // Of its own: where all was sent already, nothing has to be asked of anybody.
        join(folder, `${key.kid}.json`),
        '--key',
        file,
        join(publishFolder, 'samples/athena.csv'),
      ],
      {
        PUBLISH_URL: intake.url,
        PUBLISH_ISSUER: realm.issuer,
        PUBLISH_CLIENT_ID: 'publisher-01',
        PUBLISH_CLIENT_SECRET: '',
      },
    ).ended;
  }

  it('is let in by Keycloak and by intake, for its own force, without a secret anywhere', async () => {
    expect(await send(own)).toMatchObject({ code: exitCodes.accepted, out: expect.stringContaining('2 accepted') });
    expect(await intake.query('select distinct force from cases')).toEqual([{ force: '01' }]);
  });

  it('is not let in with a key that the force did not publish', async () => {
    expect((await send(await newKey('a stranger'))).code).toBe(exitCodes.wrongUse);
  });
});

/** A line to the service that takes no more once so many bytes went up, and stays open. */
async function stallingLine(url: string, bytes: number): Promise<{ url: string; close: () => Promise<void> }> {
  const { hostname, port } = new URL(url);
  let left = bytes;
  const ends: (() => void)[] = [];
  const server = createServer((socket) => {
    const upstream = connect(Number(port), hostname);
    const end = (): void => void (socket.destroy(), upstream.destroy());
    ends.push(end);
    socket.on('data', (data) => {
      upstream.write(data);
      left -= data.length;
      if (left < 0) socket.pause();
    });
    socket.on('error', end).on('close', end);
    upstream.on('error', end).on('close', end).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      for (const end of ends) end();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
