import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageRoot } from '@answerable/service';
import express, { Router } from 'express';

const folder = join(packageRoot(import.meta.url), 'assets');
const fonts = join(dirname(createRequire(import.meta.url).resolve('@fontsource/source-sans-3/package.json')), 'files');
const versions = new Map<string, string>();

/** Address of a file of ours with its content's hash, so that it may be cached for ever: `/assets/pages.css?v=1f2e3d4c`. */
export function assetAddress(name: string): string {
  let version = versions.get(name);
  if (!version) {
    version = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
      .slice(0, 8);
    versions.set(name, version);
  }
  return `/assets/${name}?v=${version}`;
}

/** Serves stylesheets, icons and the typeface from this origin: no third party ever learns of a visit. */
export function assetRoutes(): Router {
  const cache = { immutable: true, maxAge: '365d', index: false, redirect: false, fallthrough: true } as const;
  return Router().use('/assets', express.static(folder, cache)).use('/assets/fonts', express.static(fonts, cache));
}
