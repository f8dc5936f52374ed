// The real program and somebody who looks at it in Chromium: what every browser test begins with.

import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startGuarded } from '../program/zapflow.ts';
import { launchChromium } from './chromium.ts';

export const built = fileURLToPath(new URL('../../dashboard/dist/', import.meta.url));
export const account = { name: 'ada', password: 'a sentence is a good password' };

export type House = {
  /** Where the program answers, without a slash at the end. */
  readonly url: string;
  /** The one-time address of the first start. */
  readonly setupUrl: string;
  readonly browser: Browser;
  /** A page of a browser that has seen nothing yet, or what another one kept. */
  open(
    path: string,
    options?: { from?: BrowserContext; width?: number; scheme?: 'dark' | 'light' },
  ): Promise<Page>;
  /** What went wrong in any page so far: scripts that threw, and what the content policy refused. */
  readonly faults: readonly string[];
  stop(): Promise<void>;
};

export async function openHouse(): Promise<House> {
  const program = startGuarded();
  const [, setupUrl = ''] = await program.told(/make the first account at (\S+)/);
  const { origin: url } = new URL(setupUrl);
  const browser = await launchChromium();
  const faults: string[] = [];
  return {
    url,
    setupUrl,
    browser,
    faults,
    async open(path, { from, width = 1440, scheme = 'dark' } = {}) {
      const viewport = { width, height: 900 };
      const context = from ?? (await browser.newContext({ colorScheme: scheme, reducedMotion: 'reduce' }));
      const page = await context.newPage();
      await page.setViewportSize(viewport);
      page.setDefaultTimeout(20_000);
      page.on('pageerror', ({ message }) => faults.push(`${path}: ${message}`));
      page.on('console', (line) => {
        if (/content security policy/i.test(line.text())) faults.push(`${path}: ${line.text()}`);
      });
      await page.goto(path.startsWith('/') ? `${url}${path}` : path);
      return page;
    },
    async stop() {
      await browser.close();
      program.child.kill('SIGTERM');
      await program.exit;
      rmSync(program.dataDir, { recursive: true, force: true });
    },
  };
}

/** Makes the first account and gives the browser that has its session. */
export async function moveIn(house: House): Promise<BrowserContext> {
  const page = await house.open(house.setupUrl);
  await page.getByLabel('Name').fill(account.name);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.getByRole('navigation', { name: 'Pages', exact: true }).waitFor();
  return page.context();
}
