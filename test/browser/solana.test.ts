// The pages Traders and Tokens in a real browser, on wallets and tokens that are invented: read, walked by keys, and nothing serious for axe.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, skipsChromium } from './chromium.ts';
import { type StandIn, startStandIn } from './stand-in/serve.ts';
import { built } from './visitor.ts';

const skip = skipsChromium || (existsSync(`${built}index.html`) ? false : 'the dashboard is not built');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('the pages of Solana', { skip, timeout: 60_000 }, () => {
  let standIn: StandIn;
  let browser: Browser;
  const faults: string[] = [];

  before(async () => {
    [standIn, browser] = await Promise.all([startStandIn('calm'), launchChromium()]);
  });
  after(async () => {
    await browser?.close();
    await standIn?.stop();
  });

  async function open(path: string, scheme: 'dark' | 'light' = 'dark', width = 1440): Promise<Page> {
    const page = await browser.newPage({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      reducedMotion: 'reduce',
    });
    page.setDefaultTimeout(15_000);
    page.on('pageerror', ({ message }) => faults.push(`${path}: ${message}`));
    await page.goto(`${standIn.url}${path}`);
    return page;
  }

  async function findSerious(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
    const isWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    return [
      ...(isWide ? ['wider than the screen'] : []),
      ...violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`)),
    ];
  }

  test('Traders tells what wallets do in plain words, and lists what is new without moving what is pointed at', async () => {
    const page = await open('/traders');
    const items = page.locator('ol > li');
    await items
      .filter({ hasText: 'bought 1.2M FROG for 3.4 SOL on Raydium CPMM through Jupiter' })
      .first()
      .waitFor();
    const first = await items.first().innerText();
    await items.first().hover();
    await page.getByRole('button', { name: /^\d+ new$/ }).waitFor();
    assert.equal((await items.first().innerText()).split('\n')[0], first.split('\n')[0]);
    assert.deepEqual(await findSerious(page), []);
    await page.mouse.move(5, 5);
    await items.first().getByRole('button').focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: 'Transaction' });
    await drawer.getByText('No explorer').waitFor();
    await drawer.getByText('"3400000000"').waitFor();
    await page.close();
  });

  test('Traders judges a pasted address before it is sent', async () => {
    const page = await open('/traders', 'light', 390);
    await page.getByRole('button', { name: 'Follow a wallet' }).click();
    const dialog = page.getByRole('dialog', { name: 'Follow a wallet' });
    await dialog.getByLabel('Address').fill('0'.repeat(40));
    await dialog.getByText('“0” is in no address').waitFor();
    assert.equal(await dialog.getByRole('button', { name: 'Follow', exact: true }).isDisabled(), true);
    await dialog.getByLabel('Address').fill('EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v');
    assert.equal(await dialog.getByRole('button', { name: 'Follow', exact: true }).isEnabled(), true);
    assert.deepEqual(await findSerious(page), []);
    await page.close();
  });

  test('Tokens opens by key, and a token shows why it is judged as it is', async () => {
    const page = await open('/');
    await page.getByRole('link', { name: 'Tokens' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.getByRole('img', { name: /calls itself as a well-known token/ }).waitFor();
    assert.deepEqual(await findSerious(page), []);
    await page.getByText('FROG', { exact: true }).locator('visible=true').click();
    await page.getByRole('figure', { name: /^FROG, 120 candles of 1m: last price/ }).waitFor();
    await page.getByText('Accounts can be frozen: a freeze authority is set.').waitFor();
    assert.deepEqual(await findSerious(page), []);
    await page.setViewportSize({ width: 390, height: 844 });
    assert.deepEqual(await findSerious(page), []);
    await page.close();
    assert.deepEqual(faults, []);
  });
});
