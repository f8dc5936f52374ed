// Each page with nothing but the keyboard: every control can be reached, and shows that it is.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { skipsChromium } from './chromium.ts';
import { built, type House, moveIn, openHouse, paths, settle } from './visitor.ts';

const skip = skipsChromium || (existsSync(`${built}index.html`) ? false : 'the dashboard is not built');

/** Numbers what somebody could press or fill in; of radio buttons with one name, the keyboard enters one. */
const number = `(() => {
  const radios = new Set();
  const top = document.querySelector('[role=dialog]') ?? document;
  return [...top.querySelectorAll('a[href], button, input, select, textarea, [role=button], [role=tab]')]
    .filter((one) => !one.disabled && one.checkVisibility({ visibilityProperty: true }) && one.type !== 'hidden')
    .filter((one) => !one.closest('[inert], [aria-hidden=true]'))
    .filter((one) => one.type !== 'radio' || (!radios.has(one.name) && radios.add(one.name)))
    .filter((one) => one.role !== 'tab' || one.ariaSelected === 'true')
    .map((one, i) => {
      const group = one.type === 'radio' ? document.getElementsByName(one.name) : [one];
      for (const each of group) each.dataset.walk = i;
      return one.tagName + ' ' + (one.ariaLabel ?? one.textContent ?? '').trim().slice(0, 40);
    });
})()`;

/** Where the focus is, and whether one sees it: an outline of two pixels around it, its field or its label. */
const look = `(() => {
  const one = document.activeElement;
  const marked = [one, one.labels?.[0], one.closest('.mantine-Input-input')].filter(Boolean);
  const isSeen = marked.some((each) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  });
  return { walk: one.dataset.walk, isSeen, name: one.outerHTML.slice(0, 160) };
})()`;

async function walk(page: Page): Promise<{ missed: string[]; unseen: string[] }> {
  const names = (await page.evaluate(number)) as string[];
  const reached = new Set<number>();
  const unseen: string[] = [];
  // Rows and regions that scroll can be entered as well.
  for (let step = 0; step < names.length * 2 + 20 && reached.size < names.length; step++) {
    await page.keyboard.press('Tab');
    const at = (await page.evaluate(look)) as { walk?: string; isSeen: boolean; name: string };
    if (at.walk === undefined || reached.has(Number(at.walk))) continue;
    reached.add(Number(at.walk));
    if (!at.isSeen) unseen.push(at.name);
  }
  return { missed: names.filter((_, i) => !reached.has(i)), unseen };
}

describe('with the keyboard alone', { skip, timeout: 300_000 }, () => {
  let house: House;
  let owner: BrowserContext;

  before(async () => {
    house = await openHouse();
    owner = await moveIn(house);
  });
  after(() => house?.stop());

  for (const path of paths)
    test(`every control of ${path} is reached and seen`, async () => {
      const page = await house.open(path, { from: owner });
      await settle(page);
      assert.deepEqual(await walk(page), { missed: [], unseen: [] });
      await page.close();
    });

  test('a dialog takes the focus, keeps it, and gives it back', async () => {
    const page = await house.open('/settings/tokens', { from: owner });
    const opener = page.getByRole('button', { name: 'Make a token' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Make a token' });
    await dialog.getByLabel('Name').and(page.locator(':focus')).waitFor();
    assert.deepEqual(await walk(page), { missed: [], unseen: [] });
    assert.equal(await page.evaluate('!!document.activeElement.closest("[role=dialog]")'), true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await opener.and(page.locator(':focus')).waitFor();
  });

  test('the first Tab offers to skip what every page has', async () => {
    const page = await house.open('/logs', { from: owner });
    await settle(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('main:focus').waitFor();
  });
});
