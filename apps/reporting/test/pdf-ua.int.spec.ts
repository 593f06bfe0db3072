import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasJavaAndMaven, pdfUaFaults } from '@answerable/stack';
import { expect, it } from 'vitest';
import { ReportPdf } from '../src/reading/report-pdf.js';
import { sampleContent, sealed } from './sample.js';

const possible = await hasJavaAndMaven();
if (!possible) process.stderr.write('PDF/UA is not checked: veraPDF needs Java 17 and Maven.\n');

it.skipIf(!possible)(
  'the PDF is PDF/UA-1 as veraPDF checks it, with every table filled and with none',
  { timeout: 240_000 },
  async () => {
    const directory = mkdtempSync(join(tmpdir(), 'pdf-ua-'));
    try {
      const empty = sampleContent({
        ledger: [],
        withheld: [],
        month: '2026-08',
        halfYearCoverage: null,
        blockClosed: false,
      });
      const paths = await Promise.all(
        [sampleContent(), empty].map(async (content) => {
          const path = join(directory, `${content.id}.pdf`);
          writeFileSync(path, await new ReportPdf().of(sealed(content)));
          return path;
        }),
      );
      expect(await pdfUaFaults(paths)).toEqual([]);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
);
