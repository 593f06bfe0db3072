import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** A headless Chromium: the system's own, else the one npm brought along. The sandbox is given up only where root runs it. */
export async function launchBrowser(): Promise<Browser> {
  const system = installed.find((path) => existsSync(path));
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  if (system) return chromium.launch({ executablePath: system, args: asRoot });
  const { default: packaged } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...packaged.args, ...asRoot] });
}
