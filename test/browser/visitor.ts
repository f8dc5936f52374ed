// The real program and somebody who looks at it in Chromium: what every browser test begins with.

import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { addressOf, startGuarded } from '../program/zapflow.ts';
import { launchChromium } from './chromium.ts';

export const built = fileURLToPath(new URL('../../dashboard/dist/', import.meta.url));
export const account = { name: 'ada', password: 'a sentence is a good password' };

/** Every page of the rail and every tab of the settings. */
export const paths = [
  '/',
  '/market',
  '/signals',
  '/traders',
  '/tokens',
  '/system',
  '/system/storage',
  '/logs',
  '/charts',
  '/signer',
  '/sandbox',
  ...['configuration', 'appearance', 'account', 'users', 'tokens', 'webhooks', 'audit'].map(
    (tab) => `/settings/${tab}`,
  ),
];

export type House = {
  /** Where the program answers, without a slash at the end. */
  readonly url: string;
  /** The one-time address of the first start. */
  readonly setupUrl: string;
  readonly dataDir: string;
  readonly browser: Browser;
  /** A page of a browser that has seen nothing yet, or what another one kept. */
  open(
    path: string,
    options?: { from?: BrowserContext; width?: number; scheme?: 'dark' | 'light' },
  ): Promise<Page>;
  /** What went wrong in any page so far: scripts that threw, and what the content policy refused. */
  readonly faults: readonly string[];
  /** Ends the program and starts it again on the same data, which `between` may touch. Its address is another one then. */
  restart(between: (dataDir: string) => void): Promise<void>;
  stop(): Promise<void>;
};

/** `env` is given to the program beside what every test gives it. */
export async function openHouse(env: Record<string, string> = {}): Promise<House> {
  let program = startGuarded([], env);
  const [, setupUrl = ''] = await program.told(/make the first account at (\S+)/);
  let { origin: url } = new URL(setupUrl);
  const browser = await launchChromium();
  const faults: string[] = [];
  const leave = async (): Promise<void> => {
    program.child.kill('SIGTERM');
    await program.exit;
  };
  return {
    get url() {
      return url;
    },
    setupUrl,
    dataDir: program.dataDir,
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
    async restart(between) {
      await leave();
      between(program.dataDir);
      program = startGuarded([], env, program.dataDir);
      url = await addressOf(program);
    },
    async stop() {
      await browser.close();
      await leave();
      rmSync(program.dataDir, { recursive: true, force: true });
    },
  };
}

/** Makes the first account and gives the page that has its session: Home, or the second factor in live mode. */
export async function makeAccount(house: House): Promise<Page> {
  const page = await house.open(house.setupUrl);
  await page.getByLabel('Name').fill(account.name);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Make the account' }).click();
  return page;
}

/** Makes the first account and gives the browser that has its session. */
export async function moveIn(house: House): Promise<BrowserContext> {
  const page = await makeAccount(house);
  await page.getByRole('navigation', { name: 'Pages', exact: true }).waitFor();
  return page.context();
}

/** The parts of the page are there once something has a heading and nothing says that it loads. */
export async function settle(page: Page): Promise<void> {
  await page.locator('main h1, main h2').first().waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
}
