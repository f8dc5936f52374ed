// Paper and live mode on the real program: which one it is shows in every picture, and live asks for the second factor first.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, type TestContext, test } from 'node:test';
import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { skipsChromium } from './chromium.ts';
import { account, built, type House, makeAccount, openHouse, paths } from './visitor.ts';

const skip = skipsChromium || (existsSync(`${built}index.html`) ? false : 'the dashboard is not built');

async function openIn(mode: 'paper' | 'live', t: TestContext): Promise<{ house: House; page: Page }> {
  const house = await openHouse({ ZAPFLOW_MODE: mode });
  t.after(() => house.stop());
  return { house, page: await makeAccount(house) };
}

/** How thick the rule across the top is, and its colour. */
const measureRule = `(() => {
  const { height, backgroundColor } = getComputedStyle(document.querySelector('header'), '::before');
  return height + ' ' + backgroundColor;
})()`;
const LIVE_RED = 'rgb(201, 37, 45)';
/** Of the codes; the next one counts already, for phones whose clock is early. */
const STEP_MS = 30_000;

function codeOf(secret: string, atMs = Date.now()): string {
  return new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: atMs });
}

/** What is typed where the picture cannot be scanned. */
async function readSecret(page: Page): Promise<string> {
  const label = await page.getByRole('button', { name: /^Copy the secret: / }).getAttribute('aria-label');
  return label?.replace('Copy the secret: ', '') ?? '';
}

describe('the mode', { skip, timeout: 180_000 }, () => {
  test('is paper on every page, and a stranger sees nothing but the door', async (t) => {
    const { house, page } = await openIn('paper', t);
    await page.getByRole('navigation', { name: 'Pages', exact: true }).waitFor();
    for (const path of paths) {
      await page.goto(`${house.url}${path}`);
      await page.locator('header').getByText('paper', { exact: true }).waitFor();
      assert.match(await page.title(), / · paper · /);
    }
    await t.test('and takes a second factor, which a new password asks for', async () => {
      await page.goto(`${house.url}/settings/account`);
      await page.getByRole('button', { name: 'Set up' }).click();
      const secret = await readSecret(page);
      await page.getByLabel('Code').fill(codeOf(secret));
      await page.getByRole('button', { name: 'Confirm' }).click();
      await page.getByText('The second factor is on').waitFor();
      await page.getByLabel('Present password').fill(account.password);
      await page.getByLabel('New password').fill('another sentence, as good');
      await page.getByLabel('Code of the app').fill(codeOf(secret, Date.now() + STEP_MS));
      await page.getByRole('button', { name: 'Change password' }).click();
      await page.getByText('The password is changed').waitFor();
    });
    const stranger = await house.open('/system');
    await stranger.getByRole('heading', { name: 'Sign in' }).waitFor();
    await stranger.getByText('paper', { exact: true }).waitFor();
    assert.equal(await stranger.getByRole('navigation').count(), 0);
    assert.deepEqual(house.faults, []);
  });

  test('is live only behind a second factor, with a red rule across every page', async (t) => {
    const { house, page } = await openIn('live', t);
    const secret = await readSecret(page);
    await page.getByLabel('Code').fill('000000');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('The six digits are wrong').waitFor();
    await page.getByLabel('Code').fill(codeOf(secret));
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('navigation', { name: 'Pages', exact: true }).waitFor();
    for (const path of ['/', '/settings/account']) {
      await page.goto(`${house.url}${path}`);
      await page.locator('header').getByText('live', { exact: true }).waitFor();
      assert.equal(await page.evaluate(measureRule), `3px ${LIVE_RED}`);
    }

    await page.getByRole('button', { name: `Account of ${account.name}` }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('Name').fill(account.name);
    await page.getByLabel('Password', { exact: true }).fill(account.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    // The code that proved the factor is used up.
    await page.getByLabel('Code of the app').fill(codeOf(secret, Date.now() + STEP_MS));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: `Account of ${account.name}` }).waitFor();
    assert.deepEqual(house.faults, []);
  });
});
