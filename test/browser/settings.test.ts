// The settings on the real program: tokens, a receiver of webhooks that fails, and the second factor.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { skipsChromium } from './chromium.ts';
import { account, built, type House, moveIn, openHouse } from './visitor.ts';

const skip = skipsChromium || (existsSync(`${built}index.html`) ? false : 'the dashboard is not built');
const DAY_MS = 86_400_000;

type Receiver = { readonly server: Server; readonly place: string; readonly got: string[]; status: number };

/** On this machine; answers whatever `status` is. */
async function openReceiver(): Promise<Receiver> {
  const got: string[] = [];
  const server = createServer(async (request, response) => {
    got.push(Buffer.concat(await request.toArray()).toString());
    response.writeHead(receiver.status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = `localhost:${(server.address() as AddressInfo).port}`;
  const receiver: Receiver = { server, place, got, status: 500 };
  return receiver;
}

/** As if what is owed had been tried for two days. */
function makeOld(dataDir: string): void {
  const database = new DatabaseSync(join(dataDir, 'zapflow.db'));
  const { changes } = database
    .prepare("UPDATE outbox SET created_at = created_at - ? WHERE topic LIKE 'webhook%'")
    .run(2 * DAY_MS);
  database.close();
  assert.ok(changes > 0, 'something is owed');
}

describe('the settings', { skip, timeout: 240_000 }, () => {
  let house: House;
  let owner: BrowserContext;
  let receiver: Receiver;

  before(async () => {
    receiver = await openReceiver();
    house = await openHouse({ ZAPFLOW_OUTSIDE_TRUSTED: receiver.place });
    owner = await moveIn(house);
  });
  after(async () => {
    await house?.stop();
    receiver?.server.close();
  });

  const open = (tab: string): Promise<Page> => house.open(`/settings/${tab}`, { from: owner });

  test('a token is made, opens what it may, is told by its name, and is revoked', async () => {
    const page = await open('tokens');
    await page.getByRole('button', { name: 'Make a token' }).click();
    const form = page.getByRole('dialog', { name: 'Make a token' });
    await form.getByLabel('Name').fill('night watch');
    await form.getByRole('combobox', { name: 'Role' }).click();
    await page.getByRole('option', { name: /^trader/ }).click();
    await form.getByRole('button', { name: 'Make token' }).click();
    const shown = page.getByRole('dialog', { name: 'Your token' });
    const label = await shown.getByRole('button', { name: /^Copy the secret: / }).getAttribute('aria-label');
    const authorization = `Bearer ${label?.replace('Copy the secret: ', '')}`;
    await shown.getByRole('button', { name: 'I have kept it' }).click();
    const ask = (method: string) => fetch(`${house.url}/api/stop`, { method, headers: { authorization } });
    assert.equal((await ask('DELETE')).status, 200);
    assert.equal((await ask('GET')).status, 200);

    await page.getByRole('button', { name: 'Revoke night watch' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke night watch' }).click();
    await page.getByText('No tokens yet').waitFor();
    assert.equal((await ask('GET')).status, 401);
    await page.getByRole('tab', { name: 'Audit' }).click();
    await page.getByRole('cell', { name: 'token night watch' }).first().waitFor();
    await page.close();
  });

  test('an address inside is refused with the way to allow it', async () => {
    const page = await open('webhooks');
    await page.getByRole('button', { name: 'Add a receiver' }).click();
    await page.getByLabel('Name').fill('inside');
    await page.getByLabel('Address').fill('https://127.0.0.1/hook');
    await page.getByRole('button', { name: 'Add receiver' }).click();
    await page.getByText(/is not opened.*outside\.trusted/).waitFor();
    await page.close();
  });

  test('a receiver that answers 500 is shown with its answer, then its message lies aside until it is sent again', async () => {
    const page = await open('webhooks');
    await page.getByRole('button', { name: 'Add a receiver' }).click();
    await page.getByLabel('Name').fill('on-call');
    await page.getByLabel('Address').fill(`http://${receiver.place}/hook`);
    await page.getByRole('checkbox', { name: 'Stops and resumes' }).check();
    // Alerts of the program come when they come.
    await page.getByRole('checkbox', { name: 'Alerts' }).uncheck();
    await page.getByRole('button', { name: 'Add receiver' }).click();
    await page.getByRole('button', { name: 'I have kept it' }).click();
    const row = page.getByRole('row', { name: /on-call/ });
    await row.waitFor();

    await page.getByRole('button', { name: 'Stop', exact: true }).first().click();
    await page.getByText('New positions are stopped').first().waitFor();
    await page.reload();
    await row.getByText('It answered 500.').waitFor();
    assert.match(receiver.got[0] ?? '', /"type":"trading\.stopped"/);
    await page.close();

    await house.restart(makeOld);
    const again = await open('webhooks');
    const letter = again.getByRole('region', { name: 'Not delivered' }).getByRole('row', { name: /on-call/ });
    await letter.waitFor();
    await letter.getByText('It answered 500.').waitFor();
    receiver.status = 204;
    const before = receiver.got.length;
    await letter.getByRole('button', { name: 'Send again' }).click();
    await letter.waitFor({ state: 'detached' });
    await again.getByRole('row', { name: /on-call.*It answered 204\./ }).waitFor();
    assert.equal(receiver.got.length, before + 1);
    await again.close();
  });

  test('the audit is narrowed to somebody by his name', async () => {
    const page = await open('audit');
    await page.getByRole('cell', { name: 'Created token' }).waitFor();
    const filter = page.getByRole('combobox', { name: 'Changes by' });
    await filter.click();
    await filter.fill(account.name.slice(0, 2));
    await page.getByRole('option', { name: account.name, exact: true }).click();
    await page.getByRole('cell', { name: 'Created token' }).waitFor();
    await page.close();
  });

  test('the head of a long table stays in sight under the header', async () => {
    const page = await open('configuration');
    const head = page.getByRole('columnheader', { name: 'Setting' });
    await head.waitFor();
    for (const width of [1440, 1024]) {
      await page.setViewportSize({ width, height: 700 });
      await page.locator('[data-fits="true"]').waitFor();
      await page.evaluate("document.getElementById('page').scrollTop = 600");
      const below = await page.locator('#page').boundingBox();
      assert.equal((await head.boundingBox())?.y, below?.y, `${width} wide`);
    }
    await page.close();
  });

  test('ran without a fault, and within its content policy', () => assert.deepEqual(house.faults, []));
});
