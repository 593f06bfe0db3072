import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { exitCodes, run } from '@answerable/publish';
import { packageRoot } from '@answerable/service';
import { readStackEnv } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIntake, type Intake } from './intake.js';

const samples = join(packageRoot(import.meta.url), '../../tools/publish/samples');
const ROWS = 1500;

describe('publish, the command of a data officer', () => {
  let intake: Intake;
  let folder: string;
  beforeAll(async () => {
    intake = await startIntake();
    folder = await mkdtemp(join(tmpdir(), 'publish-'));
  });
  afterAll(() => intake.stop());

  async function publish(args: string[], url = intake.url): Promise<{ code: number; out: string; err: string }> {
    const { keycloak, clients } = readStackEnv();
    const client = clients['publisher-01']!;
    const env = {
      PUBLISH_URL: url,
      PUBLISH_ISSUER: keycloak.issuer,
      PUBLISH_CLIENT_ID: client.clientId,
      PUBLISH_CLIENT_SECRET: client.clientSecret,
    };
    let [out, err] = ['', ''];
    const errors = new PassThrough().on('data', (data: Buffer) => (err += data.toString()));
    const code = await run(args, env, {
      out: { write: (text) => (out += text) },
      err: errors as unknown as NodeJS.WriteStream,
    });
    return { code, out, err };
  }
  const stateFile = (name: string): string => join(folder, name);
  const count = async (table: string): Promise<number> =>
    (await intake.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n;

  it('in a dry run names every row that would be refused, by us or by the service, and stores nothing', async () => {
    const file = join(folder, 'unknown-code.csv');
    const text = await readFile(join(samples, 'niche.csv'), 'utf8');
    await writeFile(file, text.replace(',16 ,', ',97,'));
    const report = join(folder, 'refused.csv');
    const { code, out } = await publish([
      '--map',
      'niche',
      '--force',
      '01',
      '--dry-run',
      '--state',
      stateFile('dry'),
      '--report',
      report,
      file,
    ]);
    expect(code).toBe(exitCodes.someRefused);
    expect(out).toMatch(/row 2 \(44260000101\): data\.outcomeCode Outcome code 97 is not in the table/);
    expect(out).toMatch(/row 5 \(44260000104\): reportedOn expected a date as DD\/MM\/YYYY/);
    expect(out).toMatch(/row 6 \(44260000105\): unit is empty \(column Owning Unit\)/);
    expect(out).toContain('5 rows: 2 would be accepted, 3 refused');
    expect((await readFile(report, 'utf8')).split('\n')).toHaveLength(6);
    expect(await count('received_events')).toBe(0);
    await expect(readFile(stateFile('dry'))).rejects.toThrow('ENOENT');
  });

  it('says of an export without a row that its source lives: once a day, under the next number', async () => {
    const file = join(folder, 'nothing-happened.csv');
    const [header] = (await readFile(join(samples, 'athena.csv'), 'utf8')).split('\n');
    await writeFile(file, `${header}\n`);
    const map = join(folder, 'quiet.json');
    const athena = JSON.parse(await readFile(join(samples, '../maps/athena.json'), 'utf8')) as object;
    await writeFile(map, JSON.stringify({ ...athena, system: 'quiet' }));
    for (const _ of ['in the morning', 'and again']) {
      const { code, out } = await publish(['--map', map, '--force', '01', '--state', stateFile('quiet'), file]);
      expect([code, out]).toEqual([exitCodes.accepted, '0 rows: 0 accepted, 0 refused\n']);
    }
    expect(
      await intake.query(
        `select kind, sequence from received_events join sources using (source_id) where system = 'quiet'`,
      ),
    ).toEqual([{ kind: 'source-alive', sequence: '1' }]);
  });

  it.each(['niche', 'connect', 'athena'])(
    'sends an export of %s with its contacts sealed, and the same file again changes nothing',
    async (system) => {
      const args = ['--map', system, '--force', '01', '--state', stateFile(system), join(samples, `${system}.csv`)];
      const first = await publish(args);
      expect(first.err).not.toContain('Not sent');
      const after = await count('cases');
      const again = await publish(args);
      // Rows that were refused are refused still: a scheduler must not take a second run for a clean one.
      expect(again.code).toBe(first.code);
      expect(first.code).toBe(system === 'athena' ? exitCodes.accepted : exitCodes.someRefused);
      expect(await count('cases')).toBe(after);
      expect(JSON.stringify(await intake.query('select * from outbox'))).not.toMatch(/Example|07700/);
    },
  );

  it('that lost its state file says so, and goes on after what arrived where it is told to', async () => {
    const args = ['--map', 'athena', '--force', '01', '--state', stateFile('lost'), join(samples, 'athena.csv')];
    const alarms = () => intake.query(`select alarms from sources where system = 'athena'`);
    const before = await count('cases');
    expect(await publish(args)).toMatchObject({
      code: exitCodes.wrongUse,
      err: expect.stringMatching(/Event \d+ of this source has arrived, and there is no state file/),
    });
    expect(await publish([...args, '--abandon'])).toMatchObject({ code: exitCodes.accepted });
    expect(await count('cases')).toBe(before);
    expect(await alarms()).toEqual([{ alarms: 0 }]);
  });

  it('takes a later export with a revised outcome as a newer version of the same case', async () => {
    const file = join(folder, 'revised.csv');
    const text = await readFile(join(samples, 'niche.csv'), 'utf8');
    const revised = text.replace(
      ',16 ,,Police,Y,Not asked,N,19/05/2026 16:02',
      ',15,16,Police,Y,Not asked,N,21/05/2026 10:00',
    );
    await writeFile(file, revised);
    const { out } = await publish(['--map', 'niche', '--force', '01', '--state', stateFile('niche'), file]);
    expect(out).toContain('5 rows: 1 accepted, 2 known already, 2 refused');
    expect(
      await intake.query(
        `select outcome_code, classes_seen from cases c join received_events r using (case_key) where r.event_id = '01-niche-1'`,
      ),
    ).toEqual([{ outcome_code: '15', classes_seen: ['NFA_EVIDENCE', 'WITHDREW'] }]);
  });

  it('is resumed after the connection was lost: no row twice, none missing, no gap', async () => {
    const [header, row] = (await readFile(join(samples, 'niche.csv'), 'utf8')).split('\n') as [string, string];
    const rows = Array.from({ length: ROWS }, (_, i) => row.replace('44260000101', `R-${i}`).replace('6f1c', `V-${i}`));
    const file = join(folder, 'long.csv');
    await writeFile(file, [header, ...rows].join('\n'));
    const map = join(folder, 'long.json');
    const niche = JSON.parse(await readFile(join(samples, '../maps/niche.json'), 'utf8')) as object;
    await writeFile(map, JSON.stringify({ ...niche, system: 'long' }));
    const args = ['--map', map, '--force', '01', '--state', stateFile('long'), file];

    const line = await cuttingLine(intake.url, 800_000);
    const broken = await publish(args, line.url);
    expect([broken.code, broken.err]).toEqual([
      exitCodes.notSent,
      expect.stringContaining('run the same command again'),
    ]);
    const resumed = await publish(args);
    expect(resumed.code).toBe(exitCodes.accepted);
    await line.close();
    expect(await intake.query(`select sequences::text, alarms from sources where system = 'long'`)).toEqual([
      { sequences: `{[1,${ROWS + 1})}`, alarms: 0 },
    ]);
    expect(
      await intake.query(
        `select count(*)::int as n, max(version)::int as version from cases where source_system = 'long'`,
      ),
    ).toEqual([{ n: ROWS, version: 1 }]);
  });

  it('tells a scheduler apart what a person must mend and what to try again', async () => {
    const good = join(samples, 'athena.csv');
    expect((await publish(['--map', 'athena', good])).code).toBe(exitCodes.wrongUse);
    expect((await publish(['--map', 'nowhere', '--force', '01', good])).code).toBe(exitCodes.wrongUse);
    expect(await publish(['--map', 'niche', '--force', '01', good])).toMatchObject({
      code: exitCodes.wrongUse,
      err: expect.stringContaining('the export lacks columns of the map niche: Last Modified, Occurrence No'),
    });
    const unreachable = await publish(
      ['--map', 'athena', '--force', '01', '--state', stateFile('x'), good],
      'http://127.0.0.1:9',
    );
    expect(unreachable.code).toBe(exitCodes.notSent);
    expect((await publish(['--map', 'athena', '--force', '01', '--offline', good])).code).toBe(exitCodes.accepted);
  });
});

/** A line to the service that breaks once so many bytes went up. */
async function cuttingLine(url: string, bytes: number): Promise<{ url: string; close: () => Promise<void> }> {
  const { hostname, port } = new URL(url);
  let left = bytes;
  const ends = new Set<() => void>();
  const server = createServer((socket) => {
    const upstream = connect(Number(port), hostname);
    const cut = (): void => void (socket.destroy(), upstream.destroy());
    ends.add(cut);
    socket.on('data', (data) => {
      left -= data.length;
      if (left < 0) cut();
    });
    socket.on('error', cut).on('close', cut).pipe(upstream);
    upstream.on('error', cut).on('close', cut).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    // A connection that waits for a next request is ended too.
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const end of ends) end();
      }),
  };
}
