import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startPlatform, type AppName } from '@answerable/platform';
import { Mailbox } from '@answerable/simulate';
import { checkout, stackStatus, startStack, stopStack, tokenFor } from '@answerable/stack';

/**
 * `npm run schemathesis`: sends what its generator makes of the OpenAPI document to every route of a service, as each kind of
 * caller, and fails on an answer with 5xx, or one that the document does not know. `-- reporting` takes another service than case
 * intake, `-- --max-examples 200` tries longer. Needs Python 3.10 or newer; where there is none it says so and ends well.
 */
const version = '4.32.5';
const folder = join(checkout, '.stack', 'schemathesis');
const command = join(folder, 'bin', 'schemathesis');

/** Who calls: whatever a route refuses to one of them, it lets another in. */
const callers: Readonly<Partial<Record<AppName, readonly string[]>>> = {
  'case-intake': ['publisher-01', 'data-officer-01', 'auditor-1'],
  'survey-delivery': ['caseworker-1', 'vs-lead-1', 'safeguarding-1'],
  reporting: ['mp-peckham', 'police-lead-01', 'approver-1', 'auditor-1'],
  // Open to everybody: the token opens nothing there, and forms that come with one need no page before them.
  'response-collection': ['caseworker-1'],
};

/** What a caller with a right token must never see. Documented refusals are no failures: the two callers may do different things. */
const checks = 'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance';

const args = process.argv.slice(2);
const service = (args.find((arg) => arg in callers) ?? 'case-intake') as AppName;
const passedOn = args.filter((arg) => arg !== service);
const say = (line: string): void => void process.stderr.write(`  ${line}\n`);

const python = ['python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0,
);
if (python) process.exitCode = await compare(python);
else process.stdout.write('Skipped: schemathesis needs Python 3.10 or newer, and there is none here.\n');

async function compare(python3: string): Promise<number> {
  await install(python3);
  const ran = Object.values(stackStatus()).includes(true);
  await startStack({ onProgress: say });
  const mailbox = await Mailbox.open();
  const platform = await startPlatform({
    smtpUrl: `smtp://127.0.0.1:${mailbox.port}`,
    clock: () => '2026-06-15T09:00:00+01:00',
    env: { 'case-intake': { RATE_LIMIT_PER_MINUTE: '1000000' } },
    // All of them: where another's keys are not to be had, 503 is the right answer and tells nothing.
    only: Object.keys(callers) as AppName[],
    onProgress: say,
  });
  try {
    let worst = 0;
    for (const caller of callers[service]!) {
      say(`${service} as ${caller}`);
      worst = Math.max(worst, await run(command, optionsOf(platform.url(service), await tokenFor(caller))));
    }
    return worst;
  } finally {
    await platform.stop();
    await mailbox.close();
    // A stack that ran before (a developer's) goes on.
    if (!ran) await stopStack();
  }
}

function optionsOf(url: string, token: string): string[] {
  return [
    'run',
    join(checkout, 'docs', 'contracts', `openapi-${service}.json`),
    '--url',
    url,
    '--header',
    `Authorization: Bearer ${token}`,
    '--checks',
    checks,
    '--phases',
    'examples,coverage,fuzzing',
    '--max-examples',
    // Guesses at the survey's ways in wait four seconds each, as they should.
    service === 'response-collection' ? '15' : '60',
    '--suppress-health-check',
    'all',
    ...passedOn,
  ];
}

async function install(python3: string): Promise<void> {
  if (existsSync(command)) return;
  say(`installing schemathesis ${version}`);
  mkdirSync(folder, { recursive: true });
  const installed =
    (await run(python3, ['-m', 'venv', folder])) === 0 &&
    (await run(join(folder, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${version}`])) === 0;
  if (!installed) throw new Error(`schemathesis ${version} could not be installed`);
}

function run(file: string, options: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, options, { stdio: 'inherit', cwd: join(checkout, '.stack') });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
