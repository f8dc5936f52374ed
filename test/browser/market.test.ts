// The pages Market and Signals in a real browser, on a market that is invented: drawn, moved by keys, exported, and nothing serious for axe.
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

/** How many pixels of the chart have another colour than its corner. */
const countDrawn = `[...document.querySelectorAll('figure canvas')].reduce((sum, canvas) => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let drawn = 0;
  for (let i = 0; i < data.length; i += 4)
    if (data[i + 3] > 0 && (data[i] !== data[0] || data[i + 1] !== data[1] || data[i + 2] !== data[2])) drawn++;
  return sum + drawn;
}, 0)`;

describe('the pages of the market', { skip, timeout: 120_000 }, () => {
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
    page.setDefaultTimeout(20_000);
    page.on('pageerror', ({ message }) => faults.push(`${path}: ${message}`));
    page.on('console', (line) => {
      if (/content security policy/i.test(line.text())) faults.push(`${path}: ${line.text()}`);
    });
    await page.goto(`${standIn.url}${path}`);
    return page;
  }

  async function findSerious(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  }

  test('Market draws chart, book and trades, and its marks are found by the keyboard', async () => {
    const page = await open('/market/usdm%3ABTCUSDT');
    await page.getByRole('heading', { name: 'BTCUSDT' }).waitFor();
    const chart = page.getByRole('figure', { name: /^BTCUSDT, bars of 1m: last price [\d,.]+ USDT/ });
    await chart.waitFor();
    await page.getByRole('region', { name: 'Order book' }).getByText('Spread').waitFor();
    await page.getByRole('log', { name: 'Trades, newest first' }).locator('li').nth(5).waitFor();
    await page.waitForFunction(`(${countDrawn}) > 2000`);
    await chart.focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await chart.locator('[aria-live=polite]').waitFor();
    for (const mode of ['Footprint', 'Heat-map']) {
      await page.getByText(mode, { exact: true }).click();
      await page.waitForFunction(`(${countDrawn}) > 2000`);
    }
    await page
      .getByRole('button', { name: /Absorption|Stacked|Exhaustion|divergence|Breakout/ })
      .first()
      .click();
    await page.getByText('Confirmed by').first().waitFor();
    assert.deepEqual(await findSerious(page), []);
    await page.reload();
    await page.getByText('bars of 1 min').waitFor();
    await page.close();
  });

  test('Market shows indicators of the chosen length of bars, and remembers which', async () => {
    const page = await open('/market/usdm%3ABTCUSDT');
    await page.getByText('15m', { exact: true }).click();
    await page.getByRole('button', { name: 'Indicators' }).click();
    for (const name of ['EMA 20', 'Bollinger 20, 2', 'RSI 14', 'MACD 12, 26, 9', 'ATR 14'])
      await page.getByRole('checkbox', { name }).check();
    await page.keyboard.press('Escape');
    // Where it points at no bar: figures are of the last one that closed.
    await page.mouse.move(1300, 20);
    const legend = page.getByRole('figure').locator('[data-indicator]');
    await legend.filter({ hasText: /^RSI 14 \d\d?\.\d/ }).waitFor();
    assert.equal(await legend.count(), 5);
    assert.deepEqual(await findSerious(page), []);
    await page.reload();
    await page.getByRole('button', { name: 'Indicators · 6' }).waitFor();
    await legend.filter({ hasText: /^EMA 20 \d/ }).waitFor();
    await page.getByText('4h', { exact: true }).click();
    await page.getByRole('figure', { name: /^BTCUSDT, bars of 4h: last price/ }).waitFor();
    await page.close();
  });

  test('Market says that an instrument is not followed, and lets another one be chosen', async () => {
    const page = await open('/market/usdm%3ANOPEUSDT');
    await page.getByText('usdm:NOPEUSDT is not followed').waitFor();
    assert.deepEqual(await findSerious(page), []);
    await page.getByRole('button', { name: /^ETHUSDT USD-M/ }).click();
    await page.getByRole('heading', { name: 'ETHUSDT' }).waitFor();
    await page.close();
  });

  test('Market says that a book is not known, and which feed is silent', async () => {
    const page = await open('/market/usdm%3A1000PEPEUSDT', 'light', 390);
    await page.getByRole('heading', { name: '1000PEPEUSDT' }).waitFor();
    await page.getByRole('tab', { name: 'Book' }).click();
    await page.getByText(/^The book is not known since .*: a gap/).waitFor();
    await page.getByRole('button', { name: /choose another instrument/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /DOGEUSDT.*Silent/ })
      .waitFor();
    assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
    await page.close();
  });

  test('Signals shows outcomes and reasons, and gives all that pass the filter as a file', async () => {
    const page = await open('/signals?side=buy', 'light');
    await page.getByRole('row', { name: / buy / }).nth(3).waitFor();
    assert.equal(await page.getByRole('row', { name: / sell / }).count(), 0);
    assert.deepEqual(await findSerious(page), []);
    await page.getByRole('button', { name: 'Export' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /^CSV/ }).click(),
    ]);
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n');
    assert.ok(lines.length > 100 && lines.slice(1).every((line) => line.includes(',buy,')));
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save Signals as CSV' }).click(),
    ]);
    const [head = ''] = readFileSync(await table.path(), 'utf8').split('\r\n');
    for (const name of ['Stop', 'Targets', 'Score', 'Id']) assert.ok(head.split(',').includes(name), name);
    await page.getByRole('row', { name: / buy / }).first().click();
    await page.getByRole('dialog').getByText('Proven wrong beyond').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Right or wrong' }).click();
    await page.getByRole('img', { name: /^Reliability: / }).waitFor();
    await page.getByText('not enough: 41 of 100').waitFor();
    await page.close();
  });

  test('no page threw, and nothing was refused by the content policy', () => {
    assert.deepEqual(faults, []);
  });
});
