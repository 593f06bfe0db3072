import { cpus, totalmem } from 'node:os';
import { startPlatform } from '@answerable/platform';
import { Mailbox } from '@answerable/simulate';
import { startStack } from '@answerable/stack';
import { countingBench, nationalBench } from './counting.js';
import { holds, row, type Figure } from './figure.js';
import { intakeBench } from './intake.js';
import { invitationsBench } from './invitations.js';
import { memoryAtRest } from './memory.js';
import { benchCodeKey, surveyBench } from './survey.js';

/** `npm run bench`: every figure with its budget, its ratio where there is one, and the machine. `-- --full` takes 250,000 closures and 17,000 invitations. */
const full = process.argv.includes('--full');
const closures = full ? 250_000 : 20_000;
/** A day of England and Wales. */
const invitations = full ? 17_000 : 2_000;
const say = (line: string): void => void process.stderr.write(`  ${line}\n`);

await startStack({ onProgress: say });
const mailbox = await Mailbox.open();
const platform = await startPlatform({
  smtpUrl: `smtp://127.0.0.1:${mailbox.port}`,
  clock: () => '2026-06-15T09:00:00+01:00',
  env: { 'response-collection': { SURVEY_CODE_KEY: benchCodeKey } },
  onProgress: say,
});
const figures: Figure[] = [];
try {
  figures.push(...memoryAtRest(platform));
  figures.push(...(await surveyBench(platform, 400, say)));
  figures.push(...(await intakeBench(platform, closures, say)));
  figures.push(...(await invitationsBench(platform, mailbox, invitations, say)));
} finally {
  await platform.stop();
  await mailbox.close();
}
// Apart from the platform, so that nothing else asks for the processor.
figures.push(...(await countingBench(1_000_000, say)));
figures.push(...(await nationalBench(say)));
process.stdout.write(
  `${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
);
for (const figure of figures) process.stdout.write(`${row(figure)}\n`);
process.stdout.write(`${figures.filter(holds).length} of ${figures.length} within budget\n`);
