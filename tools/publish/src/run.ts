import { createWriteStream, type WriteStream } from 'node:fs';
import { IntakeClient, NotSent } from './intake-client.js';
import { progressBar } from './progress.js';
import { publishFile, type Outcome, type Refusal } from './publish-file.js';
import { readSettings, usage, WrongUse, type Settings } from './settings.js';
import { holdState } from './state.js';

/** What a scheduler decides on. */
export const exitCodes = { accepted: 0, someRefused: 1, wrongUse: 2, notSent: 3 } as const;

export interface Streams {
  readonly out: { write: (text: string) => unknown };
  readonly err: NodeJS.WriteStream;
}

/** The command: refused rows and the summary to `out`, progress to `err`. Returns the exit code. */
export async function run(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { out, err }: Streams,
): Promise<number> {
  try {
    const settings = await readSettings(args, env);
    if (settings === 'help') {
      out.write(usage);
      return exitCodes.accepted;
    }
    const outcome = await publish(settings, { out, err });
    out.write(`${summary(outcome, settings)}\n`);
    return outcome.refused > 0 ? exitCodes.someRefused : exitCodes.accepted;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof NotSent) {
      err.write(`Not sent: ${message}. What was acknowledged is remembered: run the same command again.\n`);
      return exitCodes.notSent;
    }
    err.write(`${message}\n${error instanceof WrongUse ? `\n${usage}` : ''}`);
    return exitCodes.wrongUse;
  }
}

async function publish(settings: Settings, { out, err }: Streams): Promise<Outcome> {
  const bar = progressBar(err);
  let report: WriteStream | undefined;
  const onBegin = (resumed: boolean): void => {
    if (settings.reportPath !== undefined) report = startReport(settings.reportPath, resumed);
  };
  const onRefusal = (refusal: Refusal): void => {
    const { row, caseReference, field, message } = refusal;
    out.write(`row ${row} (${caseReference || 'no reference'}): ${field} ${message}\n`);
    report?.write(`${[row, caseReference, field, message].map(csvCell).join(',')}\n`);
  };
  const release = settings.dryRun ? async () => undefined : await holdState(settings.statePath);
  if (!release) throw new NotSent('another run with this state file is under way');
  const client = settings.service && new IntakeClient(settings.service.url, settings.service.credentials);
  try {
    return await publishFile({
      ...settings,
      client,
      onBegin,
      onRefusal,
      onProgress: (...figures) => bar.show(...figures),
    });
  } finally {
    await release();
    bar.end();
    await new Promise<void>((resolve) => (report ? report.end(resolve) : resolve()));
  }
}

/** A resumed run adds to what it reported before it was interrupted. */
function startReport(path: string, resumed: boolean): WriteStream {
  const stream = createWriteStream(path, { flags: resumed ? 'a' : 'w' });
  if (!resumed) stream.write('row,case reference,field,what to change\n');
  return stream;
}

/** A cell that a spreadsheet would take for a formula is shown as text. */
function csvCell(value: string | number): string {
  const text = String(value);
  return `"${(/^[=+\-@]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

function summary({ rows, accepted, duplicate, refused }: Outcome, { dryRun }: Settings): string {
  const known = duplicate > 0 ? `, ${duplicate} known already` : '';
  return `${rows} rows: ${accepted} ${dryRun ? 'would be accepted' : 'accepted'}${known}, ${refused} refused`;
}
