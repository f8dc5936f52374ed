// The dashboard in a real browser, on the real program.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { BrowserContext } from 'playwright-core';
import { skipsChromium } from './chromium.ts';
import { account, built, type House, moveIn, openHouse } from './visitor.ts';

const skip = skipsChromium || (existsSync(`${built}index.html`) ? false : 'the dashboard is not built');
const MOST_SCRIPT_BYTES = 300_000;

describe('the dashboard', { skip, timeout: 180_000 }, () => {
  let house: House;
  let owner: BrowserContext;

  before(async () => {
    house = await openHouse();
    owner = await moveIn(house);
  });
  after(() => house?.stop());

  test('answers first whether all is well, and says why there is no equity', async () => {
    const page = await house.open('/', { from: owner });
    await page.getByRole('region', { name: 'Verdict' }).getByText('Healthy').waitFor();
    assert.match(await page.title(), /^Home · sandbox/);
    await page
      .getByRole('button', { name: /^Equity: not known\. No wallet/ })
      .first()
      .waitFor();
  });

  test('loads little script for its first page', async (t) => {
    const page = await house.open('about:blank', { from: owner });
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) sizes.push(response.body().then((body) => gzipSync(body).length));
    });
    await page.goto(house.url);
    await page.getByRole('region', { name: 'Verdict' }).waitFor();
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    t.diagnostic(`${bytes} bytes of script, gzip`);
    assert.ok(bytes > 0 && bytes <= MOST_SCRIPT_BYTES, `${bytes} bytes`);
  });

  test('lets a guest look and keeps Stop from him', async () => {
    const page = await house.open('/');
    await page.getByRole('region', { name: 'Verdict' }).getByText('Nothing trades yet').waitFor();
    await page.getByRole('button', { name: /^New positions: not known/ }).waitFor();
    const stop = page.getByRole('button', { name: 'Stop', exact: true }).first();
    assert.equal(await stop.getAttribute('aria-disabled'), 'true');
    await page.goto(`${house.url}/settings/users`);
    await page.getByText('This needs the role admin').waitFor();
  });

  test('signs in with name and password, and tells when they are wrong', async () => {
    const page = await house.open('/sign-in');
    await page.getByLabel('Name').fill(account.name);
    await page.getByLabel('Password', { exact: true }).fill('something else altogether');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(account.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: `Account of ${account.name}` }).waitFor();
  });

  test('stops new positions by one press, takes the reason afterwards, and takes it back', async () => {
    const page = await house.open('/', { from: owner });
    await page.getByRole('region', { name: 'Verdict' }).waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).first().click();
    const strip = page.getByRole('status').filter({ hasText: 'New positions are stopped by ada' });
    await strip.waitFor();
    await page.getByLabel('Why? For those who come later').fill('The feed looks wrong');
    await page.keyboard.press('Enter');
    await strip.getByText('The feed looks wrong').waitFor();
    await page.reload();
    await strip.getByText('The feed looks wrong').waitFor();
    await strip.getByRole('button', { name: 'Resume' }).click();
    await strip.waitFor({ state: 'detached' });
  });

  test('lists a change as soon as it was made', async () => {
    const page = await house.open('about:blank', { from: owner });
    // Without the round that is made every five seconds for changes of others.
    await page.addInitScript(
      'const every = setInterval; setInterval = (run, ms) => (ms === 5000 ? 0 : every(run, ms));',
    );
    await page.goto(house.url);
    const activity = page.getByRole('heading', { name: 'Activity' }).locator('xpath=ancestor::section');
    const stops = activity.getByText('Stopped trading');
    await activity.getByText('Signed in').first().waitFor();
    const before = await stops.count();
    await page.getByRole('button', { name: 'Stop', exact: true }).first().click();
    await stops.nth(before).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await page.getByText('New positions are stopped').first().waitFor({ state: 'detached' });
  });

  test('shows the shape of the last minute to whoever has just come', async () => {
    const page = await house.open('/system', { from: owner });
    // A past of a minute, which this program is too young for.
    const series = { name: 'cpu', worker: 'cache', unit: 'percent', values: [1, 2, 3, 4, 5, 6] };
    await page.route('**/api/metrics/history', (route) =>
      route.fulfill({ json: { stepMs: 10_000, endMs: Date.now(), series: [series] } }),
    );
    await page.goto(`${house.url}/`);
    const line = page
      .getByRole('img', { name: /^CPU of cache: / })
      .locator('path')
      .first();
    await page
      .getByRole('img', { name: /^CPU of cache: now .* to [6-9]|^CPU of cache: now .* to \d\d/ })
      .waitFor();
    assert.ok(((await line.getAttribute('d')) ?? '').split('L').length > 50);
  });

  test('opens the palette for whoever presses Ctrl-K at once', async () => {
    const page = await house.open('about:blank', { from: owner });
    let release = (): void => {};
    const isAllowed = new Promise<void>((resolve) => {
      release = resolve;
    });
    // As over a slow line, the palette comes long after the page.
    await page.route(/palette-.*\.js$/, async (route) => {
      await isAllowed;
      await route.continue();
    });
    await page.goto(house.url);
    await page.getByRole('region', { name: 'Verdict' }).waitFor();
    await page.keyboard.press('Control+k');
    release();
    await page.getByPlaceholder('Pages, workers, actions').waitFor();
  });

  test('has the document of the API as a page for people, within its own content policy', async () => {
    const page = await house.open('about:blank', { from: owner });
    const told: string[] = [];
    page.on('console', (line) => {
      if (line.type() === 'error' || line.type() === 'warning') told.push(line.text());
    });
    page.on('requestfailed', (request) => told.push(`failed: ${request.url()}`));
    page.on('response', (response) => {
      if (response.status() >= 400) told.push(`${response.status()}: ${response.url()}`);
    });
    await page.goto(`${house.url}/api/docs`);
    await page.getByRole('heading', { name: /^Zapflow/ }).waitFor();
    await page.locator('.opblock-summary-path', { hasText: '/api/stop' }).first().click();
    await page.getByText('Tell whether new positions are stopped').first().waitFor();
    await page.locator('.opblock-body').first().waitFor();
    assert.deepEqual(told, []);
  });

  test('asks for the password where a change wants it, and then makes the change by itself', async () => {
    const page = await house.open('/settings/tokens', { from: owner });
    // Whoever has just signed in would not be asked: the first try is refused as it is minutes later.
    const refusal = { error: { code: 'STEP_UP_NEEDED', message: 'Give the password once more.' } };
    let refusals = 0;
    await page.route('**/api/tokens', (route) => {
      if (route.request().method() !== 'POST' || refusals > 0) return route.fallback();
      refusals += 1;
      return route.fulfill({ status: 403, json: refusal });
    });
    await page.getByRole('button', { name: 'Make a token' }).click();
    await page.getByLabel('Name').fill('grafana');
    await page.getByRole('button', { name: 'Make token' }).click();
    const asked = page.getByRole('dialog', { name: 'Is it you?' });
    await asked.getByLabel('Password', { exact: true }).fill(account.password);
    await asked.getByRole('button', { name: 'Continue' }).click();
    const shown = page.getByRole('dialog', { name: 'Your token' });
    await shown.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('row', { name: /grafana/ }).waitFor();
  });

  test('restarts a worker after asking', async () => {
    const page = await house.open('/system/cache', { from: owner });
    await page.getByRole('button', { name: 'Restart', exact: true }).click();
    await page.getByRole('button', { name: 'Restart cache' }).click();
    await page.getByText('cache restarts in good order').waitFor();
  });

  test('shows the log live, holds it on demand and filters it', async () => {
    const page = await house.open('/logs', { from: owner });
    const log = page.getByRole('log');
    await log
      .getByText(/ready in sandbox mode/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Held: new lines wait below').waitFor();
    await page.getByLabel('Text in the line').fill('no line has this');
    await page.getByText('No line passes the filter').waitFor();
  });

  test('is moved through by keyboard', async () => {
    const page = await house.open('/', { from: owner });
    await page.getByRole('region', { name: 'Verdict' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.getByRole('heading', { name: 'System', level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Pages, workers, actions').fill('Metrics');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Metrics', level: 1 }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  });

  test('says that the connection is lost, and goes on where it was', async () => {
    const page = await house.open('about:blank', { from: owner });
    let isCut = false;
    let cut = (): void => {};
    await page.routeWebSocket(/\/ws$/, (socket) => {
      if (isCut) {
        void socket.close();
        return;
      }
      const server = socket.connectToServer();
      cut = () => {
        isCut = true;
        void socket.close();
        void server.close();
      };
    });
    await page.goto(`${house.url}/system`);
    await page.getByText('Connected').waitFor();
    cut();
    const strip = page.getByRole('status').filter({ hasText: 'Connection lost.' });
    await strip.waitFor();
    await page.setViewportSize({ width: 320, height: 800 });
    // On the smallest phone too, once the charts have followed.
    await page.waitForFunction('document.documentElement.scrollWidth === 320');
    isCut = false;
    await strip.getByRole('button', { name: 'Try now' }).click();
    await strip.waitFor({ state: 'detached' });
  });

  test('ran without a fault, and within its content policy', () => assert.deepEqual(house.faults, []));
});
