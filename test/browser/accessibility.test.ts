// Each page in both themes and on a phone: nothing serious for axe, nothing wider than the screen.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { skipsChromium } from './chromium.ts';
import { built, type House, moveIn, openHouse } from './visitor.ts';

const skip = skipsChromium || (existsSync(`${built}index.html`) ? false : 'the dashboard is not built');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const paths = [
  '/',
  '/system',
  '/system/storage',
  '/logs',
  '/charts',
  ...['configuration', 'appearance', 'account', 'users', 'tokens', 'webhooks', 'audit'].map(
    (tab) => `/settings/${tab}`,
  ),
];

/** The parts of the page are there once something has a heading and nothing says that it loads. */
async function settle(page: Page): Promise<void> {
  await page.locator('main h1, main h2').first().waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
}

async function findSerious(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary.slice(0, 240)}`,
      ),
    );
}

describe('every page', { skip, timeout: 300_000 }, () => {
  let house: House;
  const owners = new Map<string, BrowserContext>();

  before(async () => {
    house = await openHouse();
    const owner = await moveIn(house);
    owners.set('dark', owner);
    const storageState = await owner.storageState();
    owners.set(
      'light',
      await house.browser.newContext({ colorScheme: 'light', reducedMotion: 'reduce', storageState }),
    );
  });
  after(() => house?.stop());

  for (const scheme of ['dark', 'light'] as const)
    test(`has nothing serious for axe in the ${scheme} theme`, async () => {
      const found: string[] = [];
      for (const path of paths) {
        const page = await house.open(path, { from: owners.get(scheme)! });
        await settle(page);
        found.push(...(await findSerious(page)).map((problem) => `${path} ${problem}`));
        await page.close();
      }
      assert.deepEqual(found, []);
    });

  for (const width of [390, 320])
    test(`is not wider than a screen of ${width} pixels`, async () => {
      const wide: string[] = [];
      for (const path of paths) {
        const page = await house.open(path, { from: owners.get('dark')!, width });
        await settle(page);
        const isWide =
          'document.documentElement.scrollWidth > innerWidth || document.querySelector("#page").scrollWidth > document.querySelector("#page").clientWidth';
        if (await page.evaluate(isWide)) wide.push(path);
        await page.close();
      }
      assert.deepEqual(wide, []);
    });
});
