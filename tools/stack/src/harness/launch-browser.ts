import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Browser, LaunchOptions } from 'playwright-core';
import { once } from '../downloads.js';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const withoutSandbox = ['--no-sandbox'];

/**
 * A headless Chromium: the system's own, else the one npm brought along. It runs as browsers do, with web security and a
 * process a page; only its sandbox is given up where there is none: for root, and where the kernel grants no namespaces.
 */
export async function launchBrowser(): Promise<Browser> {
  // Loaded only here: the image of the tools has no browser, and nothing to steer one with.
  const { chromium } = await import('playwright-core');
  const system = installed.find((path) => existsSync(path));
  const directory = system === undefined ? await unpacked() : '';
  const executablePath = system ?? join(directory, 'chromium');
  const launch: LaunchOptions = { executablePath, args: process.getuid?.() === 0 ? withoutSandbox : [] };
  for (;;) {
    try {
      return await chromium.launch(launch);
    } catch (error) {
      const reason = String(error);
      if (reason.includes('shared libraries') && directory !== '' && !launch.env) {
        launch.env = { ...process.env, LD_LIBRARY_PATH: join(directory, 'al2023', 'lib') };
      } else if (/sandbox|namespace/i.test(reason) && launch.args !== withoutSandbox) {
        launch.args = withoutSandbox;
      } else {
        throw error;
      }
    }
  }
}

/**
 * The npm package's browser, its libraries beside it, in this user's cache: a directory anyone may write to is no place to run
 * from. The arguments the package proposes are for functions in the cloud (no web security) and would void what tests prove.
 */
async function unpacked(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`install Chromium or Google Chrome: npm has none for ${process.platform} on ${process.arch}`);
  }
  const { default: packaged, inflate } = await import('@sparticuz/chromium');
  const root = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return once(`chromium-${version}`, async (directory) => {
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = directory;
    try {
      await packaged.executablePath(join(root, 'bin'));
      await inflate(join(root, 'bin', 'al2023.tar.br'));
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
  });
}
