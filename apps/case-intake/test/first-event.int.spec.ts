import { execFile, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '@answerable/service';
import { readStackEnv } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send, startIntake, type Intake } from './intake.js';

const root = join(packageRoot(import.meta.url), '../..');
const lacking = ['bash', 'curl', 'jq'].filter((tool) => spawnSync(tool, ['--version']).status !== 0);
if (lacking.length > 0) console.warn(`the page for integrators is not followed: ${lacking.join(', ')} is not here`);

/** What a reader of docs/integrators.md does, word by word: its blocks of code, run as they stand. */
describe.skipIf(lacking.length > 0)('who follows the page for integrators', () => {
  let intake: Intake;
  let page: string;
  let env: Record<string, string>;
  beforeAll(async () => {
    intake = await startIntake();
    page = await readFile(join(root, 'docs/integrators.md'), 'utf8');
    const { keycloak, clients } = readStackEnv();
    const { clientId, clientSecret } = clients['publisher-01']!;
    env = {
      ...(process.env as Record<string, string>),
      INTAKE: intake.url,
      ISSUER: keycloak.issuer,
      SECRET: clientSecret,
      PUBLISH_URL: intake.url,
      PUBLISH_ISSUER: keycloak.issuer,
      PUBLISH_CLIENT_ID: clientId,
      PUBLISH_CLIENT_SECRET: clientSecret,
    };
  });
  afterAll(() => intake.stop());

  const block = (language: string, containing: string): string => {
    const blocks = [...page.matchAll(/```(\w+)\n([^]*?)```/g)];
    return blocks.find(([, is, text]) => is === language && text!.includes(containing))![2]!;
  };
  const run = (file: string, ...args: string[]) =>
    promisify(execFile)(file, args, { env, cwd: root }).catch((error: { code: number; stdout: string }) => error);
  const bash = (script: string) => run('bash', '-euo', 'pipefail', '-c', script);
  const events = () => intake.query('select event_id, status from received_events order by sequence');

  it('has a first receipt that stores nothing, and then a first event that is registered', async () => {
    const first = block('sh', 'first-test');
    expect(JSON.parse((await bash(first)).stdout)).toMatchObject({
      eventId: '01-first-test-1',
      status: 'accepted',
      reasons: [],
      dryRun: true,
    });
    expect(await events()).toEqual([]);
    const { stdout } = await bash(first.replace('?dryRun=true', ''));
    expect(JSON.parse(stdout)).toMatchObject({ eventId: '01-first-test-1', status: 'accepted', reasons: [] });
    expect(await events()).toEqual([{ event_id: '01-first-test-1', status: 'accepted' }]);
  });

  it('encrypts a contact with the ten lines of the page, and it is taken', async () => {
    const lines = `const intake = process.env.INTAKE;\n${block('js', 'CompactEncrypt')}\nconsole.log(contact);`;
    const { stdout } = await run(process.execPath, '--input-type=module', '-e', lines);
    const event = JSON.parse(/-d '(\{[^]*\})'/.exec(block('sh', 'first-test'))![1]!) as { data: object };
    const closed = { ...event, id: 'second', sequence: 2, caseversion: 2 };
    const answer = await send(intake, { ...closed, data: { ...event.data, contact: stdout.trim() } });
    expect(await answer.json()).toMatchObject({ status: 'accepted', reasons: [] });
    expect(await intake.query('select contact_given from cases')).toEqual([{ contact_given: true }]);
  });

  it('judges an export here and there, and sends it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'integrator-'));
    await cp(join(root, 'tools/publish/samples/niche.csv'), join(folder, 'cases.csv'));
    const commands = block('sh', '--offline')
      .split('\n')
      .filter((line) => line.startsWith('npx'))
      // As npm links it where the packages were installed after the build.
      .map((line) => line.replace('npx --no -- answerable-publish', 'node tools/publish/bin/answerable-publish.js'))
      .map((line) => line.replace('refused.csv', join(folder, 'refused.csv')))
      .map((line) =>
        line.replace(/ cases\.csv/, ` --state ${join(folder, 'state.json')} ${join(folder, 'cases.csv')}`),
      );
    expect(commands).toHaveLength(3);
    const said: [code: number, stdout: string][] = [];
    for (const command of commands) {
      const done = await bash(command);
      said.push([(done as { code?: number }).code ?? 0, done.stdout]);
    }
    // Two rows of the sample are wrong, and are named by each of them.
    expect(said.map(([code]) => code)).toEqual([1, 1, 1]);
    for (const [, stdout] of said) expect(stdout).toMatch(/row 6 \(44260000105\): unit is empty[^]*2 refused/);
    expect(await readFile(join(folder, 'refused.csv'), 'utf8')).toContain('"6","44260000105"');
    expect(await events()).toHaveLength(5);
  });
});
