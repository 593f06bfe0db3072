import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { veraPdfJars } from '../downloads.js';

interface Verdict {
  readonly jobs: readonly {
    readonly validationResult?: readonly {
      readonly compliant: boolean;
      readonly details: { readonly ruleSummaries: readonly { clause: string; description: string }[] };
    }[];
  }[];
}

/** What keeps PDF files from being PDF/UA-1 (ISO 14289-1), in veraPDF's words; empty when nothing does. Needs Java and Maven. */
export async function pdfUaFaults(paths: readonly string[]): Promise<string[]> {
  const jars = await veraPdfJars((line) => process.stderr.write(`${line}\n`));
  const options = ['--flavour', 'ua1', '--format', 'json', ...paths];
  const run = promisify(execFile)(
    'java',
    ['-cp', join(jars, '*'), 'org.verapdf.apps.GreenfieldCliWrapper', ...options],
    { maxBuffer: 2 ** 26 },
  );
  // It ends with 1 where a file is not compliant, and says so in its report.
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  const { report } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { report: Verdict };
  return report.jobs.flatMap(({ validationResult }, file) =>
    validationResult === undefined
      ? [`${paths[file]} could not be read`]
      : validationResult.flatMap(({ details }) =>
          details.ruleSummaries.map((rule) => `${rule.clause}: ${rule.description}`),
        ),
  );
}
