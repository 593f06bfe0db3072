import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Licences under which parts may be used and handed on with the images; whatever is not here needs a decision. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'CC-BY-4.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MIT/X11',
  // File by file: our own files stay ours.
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
]);

/** Looked at and decided by a person: package -> why it may stay. */
const decided: Readonly<Record<string, string>> = {
  buffers: 'says nothing anywhere; comes with exceljs, which reads spreadsheets in `publish`; is in no image',
};

const lockfile = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), license: z.string().optional() }).loose()),
});

/** Whether an SPDX expression leaves a choice that is allowed: one of an OR, each of an AND. */
export function isAllowed(expression: string): boolean {
  const inner = expression.replace(/^\((.*)\)$/s, '$1');
  if (inner.includes(' OR ')) return inner.split(' OR ').some(isAllowed);
  if (inner.includes(' AND ')) return inner.split(' AND ').every(isAllowed);
  return allowed.has(inner.trim());
}

/** One sentence for each installed package whose licence is not allowed or not said. */
export function licenceFaults(root: string): { checked: number; faults: string[] } {
  const { packages } = lockfile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  let checked = 0;
  const faults: string[] = [];
  for (const [place, { license }] of Object.entries(packages)) {
    // Links of the workspace are our own; what is not installed is for another platform.
    const manifest = join(root, place, 'package.json');
    if (!place.includes('node_modules/') || place.includes('@answerable/') || !existsSync(manifest)) continue;
    checked++;
    if (place.slice(place.lastIndexOf('node_modules/') + 13) in decided) continue;
    const said = license ?? saidBy(manifest) ?? writtenIn(join(root, place));
    if (said === undefined) faults.push(`${place} says no licence`);
    else if (!isAllowed(said)) faults.push(`${place} is under ${said}`);
  }
  return { checked, faults };
}

/** Older packages say it as an object or a list. */
function saidBy(manifest: string): string | undefined {
  const { license, licenses } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    license?: string | { type: string };
    licenses?: { type: string }[];
  };
  if (typeof license === 'string') return license;
  return license?.type ?? (licenses && `(${licenses.map(({ type }) => type).join(' OR ')})`);
}

/** A package that names no licence may still hold its text. */
function writtenIn(directory: string): string | undefined {
  const file = readdirSync(directory).find((name) => /^licen[cs]e/i.test(name));
  const text = file === undefined ? '' : readFileSync(join(directory, file), 'utf8');
  return text.includes('Permission is hereby granted, free of charge') ? 'MIT' : undefined;
}
