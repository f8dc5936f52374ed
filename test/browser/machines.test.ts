// The pages of signer and sandbox in a real browser, on the real program with its processes beside it.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { exampleLimits } from '../../src/signer/process/testing/example-limits.ts';
import { startZapflow } from '../program/zapflow.ts';
import { skipsChromium } from './chromium.ts';
import { built, type House, moveIn, openHouse } from './visitor.ts';

const skip = skipsChromium || (existsSync(`${built}index.html`) ? false : 'the dashboard is not built');
const passphrase = 'five random words for it';

describe('the pages of what runs beside the program', { skip, timeout: 240_000 }, () => {
  let house: House;
  let owner: BrowserContext;

  before(async () => {
    house = await openHouse();
    owner = await moveIn(house);
  });
  after(() => house?.stop());

  test('let an admin switch a fault on for a time and off again, and a guest only look', async () => {
    const page = await house.open('/sandbox', { from: owner });
    await page.getByRole('button', { name: 'Switch on clock.ahead' }).click();
    const dialog = page.getByRole('dialog', { name: 'Switch clock.ahead on' });
    await dialog.getByLabel('byMs').fill('5000');
    await dialog.getByRole('button', { name: 'Switch on', exact: true }).click();
    await page.getByText('byMs 5.0 s').waitFor();
    await page.getByText(/^on for /).waitFor();

    const guest = await house.open('/sandbox');
    await guest.getByText('byMs 5.0 s').waitFor();
    await guest.getByText('needs the role admin').waitFor();
    assert.equal(await guest.getByRole('button', { name: /^Switch o/ }).count(), 0);

    await page.getByRole('button', { name: 'Switch off clock.ahead' }).click();
    await page.getByText('None on').waitFor();
  });

  test('change speed and seed of the sandbox', async () => {
    const page = await house.open('/sandbox', { from: owner });
    await page.getByLabel('Speed').fill('20');
    await page.getByRole('button', { name: 'Set speed' }).click();
    await page.getByText('20×').waitFor();
    await page.getByLabel('Seed').fill('12');
    await page.getByRole('button', { name: 'Begin again' }).click();
    await page.getByRole('definition').filter({ hasText: /^12$/ }).waitFor();
  });

  test('name the way to a first key, never call that ready, and arm the signer by its passphrase', async () => {
    const page = await house.open('/system', { from: owner });
    await page
      .getByRole('button', { name: /signer/ })
      .getByText('not running', { exact: true })
      .waitFor();
    await page.goto(`${house.url}/signer`);
    await page.getByText('There is no keystore yet').waitFor();
    await page.getByRole('button', { name: /zapflow signer init --limits/ }).waitFor();

    const [words, limits] = [join(house.dataDir, 'words'), join(house.dataDir, 'limits.json')];
    writeFileSync(words, passphrase, { mode: 0o600 });
    writeFileSync(limits, JSON.stringify(exampleLimits()));
    const named = ['--set', `signer.passphraseFile=${words}`];
    for (const action of [
      ['init', '--limits', limits],
      ['add-key', '--label', 'main'],
    ]) {
      const { code, stderr } = await startZapflow(['signer', ...action, ...named], {}, house.dataDir).exit;
      assert.equal(code, 0, stderr);
    }

    await page.getByText('Not armed').waitFor();
    const field = page.getByLabel('Passphrase of the keystore', { exact: true });
    await field.fill('another passphrase');
    await page.getByRole('button', { name: 'Arm the signer' }).click();
    await page.getByText(/passphrase is wrong/).waitFor();
    assert.equal(await field.inputValue(), '', 'it is not kept in the page');
    // a wrong one makes the next wait: refused once more or not, the person tries again
    const armed = page.getByText('Trades within the limits are signed');
    while (!(await armed.isVisible())) {
      await field.fill(passphrase);
      await page.getByRole('button', { name: 'Arm the signer' }).click();
      await armed
        .or(page.getByText(/wait before the next try/))
        .first()
        .waitFor();
    }
    await page.getByRole('list', { name: 'Keys' }).getByText('main').waitFor();
    await page.getByText('Refused: passphrase wrong').waitFor();
    await page.getByRole('button', { name: 'Unlock withdrawals' }).click();
    await page.getByLabel("Code of the signer's authenticator").fill('000000');
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await page.getByText(/The code is wrong/).waitFor();
  });

  test('ran without a fault, and within their content policy', () => assert.deepEqual(house.faults, []));
});
