import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { startPlatform } from '@answerable/platform';
import { Mailbox } from '@answerable/simulate';
import { startStack, waitForDisk } from '@answerable/stack';
import { countingBench, gateBench, nationalBench } from './counting.js';
import { holds, row, type Figure } from './figure.js';
import { intakeApps, intakeBench } from './intake.js';
import { invitationsBench } from './invitations.js';
import { memoryAtRest } from './processes.js';
import { benchCodeKey, surveyBench } from './survey.js';

/**
 * `npm run bench`: every figure with its budget, its ratio where there is one, and the machine. `-- --full` takes 250,000 closures
 * and 17,000 invitations and all twelve months of England and Wales, `-- --closures 5000` as many as named; `-- --only intake` (or survey,
 * invitations, counting, national) one part alone.
 */
const parts = ['survey', 'intake', 'invitations', 'counting', 'national'] as const;
const withoutPlatform: readonly string[] = ['counting', 'national'];
const { values } = parseArgs({
  options: { full: { type: 'boolean' }, closures: { type: 'string', default: '20000' }, only: { type: 'string' } },
});
const closures = values.full ? 250_000 : Number(values.closures);
/** A day of England and Wales. */
const invitations = values.full ? 17_000 : 2_000;
const wanted = parts.filter((part) => values.only === undefined || values.only === part);
if (wanted.length === 0) throw new Error(`--only is one of ${parts.join(', ')}`);
const say = (line: string): void => void process.stderr.write(`  ${line}\n`);

const { mode, postgres } = await startStack({ onProgress: say });
// What is measured waits for the disk as a real installation does.
await waitForDisk(postgres.adminUrl, true);
process.stdout.write(
  `${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
);
const figures: Figure[] = [];
/** Each as soon as it is known: the whole takes half an hour, and what was measured is not lost when it is ended. */
const measured = (some: readonly Figure[]): void => {
  for (const figure of some) process.stdout.write(`${row(figure)}\n`);
  figures.push(...some);
};
if (wanted.some((part) => !withoutPlatform.includes(part))) await onPlatform();
// Apart from the platform, so that nothing else asks for the processor.
if (wanted.includes('counting')) {
  measured(await countingBench(1_000_000, say));
  measured(await gateBench(say));
}
if (wanted.includes('national')) measured(await nationalBench(values.full ? 12 : 6, say));
if (mode === 'native') await waitForDisk(postgres.adminUrl, false);
process.stdout.write(`${figures.filter(holds).length} of ${figures.length} within budget\n`);

async function onPlatform(): Promise<void> {
  const mailbox = await Mailbox.open();
  const platform = await startPlatform({
    smtpUrl: `smtp://127.0.0.1:${mailbox.port}`,
    clock: () => '2026-06-15T09:00:00+01:00',
    env: { 'response-collection': { SURVEY_CODE_KEY: benchCodeKey } },
    ...(values.only === 'intake' && { only: intakeApps }),
    onProgress: say,
  });
  try {
    if (values.only === undefined) measured(memoryAtRest(platform));
    if (wanted.includes('survey')) measured(await surveyBench(platform, 400, say));
    if (wanted.includes('intake')) measured(await intakeBench(platform, closures, say));
    if (wanted.includes('invitations')) measured(await invitationsBench(platform, mailbox, invitations, say));
  } finally {
    await platform.stop();
    await mailbox.close();
  }
}
