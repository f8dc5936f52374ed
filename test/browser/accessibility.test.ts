// Each page in both themes, at the desk and on a phone: nothing serious for axe, one place to scroll, nothing wider than the screen.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { skipsChromium } from './chromium.ts';
import { built, type House, moveIn, openHouse, paths, settle } from './visitor.ts';

const skip = skipsChromium || (existsSync(`${built}index.html`) ? false : 'the dashboard is not built');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Nothing serious for axe at the desk and on a phone, one place to scroll, nothing wider than the screen. */
async function findProblems(page: Page, width: number): Promise<string[]> {
  const serious = width === 1440 || width === 390 ? await findSerious(page) : [];
  const scrolling = (await page.evaluate(findScrolling)) as string[];
  const isWide = (await page.evaluate(isWider)) as boolean;
  return [
    ...serious,
    ...(scrolling.length > 1 ? [`scrolls in ${scrolling.join(' and in ')}`] : []),
    ...(isWide ? ['is wider than the screen'] : []),
  ];
}

const isWider = `document.documentElement.scrollWidth > innerWidth ||
  document.querySelector('#page').scrollWidth > document.querySelector('#page').clientWidth`;

/** What a wheel can move up and down, by tag, name and class. */
const findScrolling = `[document.documentElement, ...document.querySelectorAll('body *')]
  .filter((one) => one.scrollHeight > one.clientHeight + 1 && one.clientHeight > 0)
  .filter((one) => one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowY))
  .map((one) => one.tagName + ' ' + (one.ariaLabel ?? one.id) + ' ' + one.className)`;

/** The contrast of each checkbox with what is around it: of its area when it is chosen, of its edge otherwise (WCAG 1.4.11). */
const measureCheckboxes = `(() => {
  const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const toLight = (colour) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...paint.getImageData(0, 0, 1, 1).data].map((of) => {
      const share = of / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const around = (one) => {
    const colour = getComputedStyle(one).backgroundColor;
    return /, 0\\)$|transparent/.test(colour) ? around(one.parentElement) : colour;
  };
  return [...document.querySelectorAll('[role=dialog] input[type=checkbox]')].map((box) => {
    const { backgroundColor, borderColor } = getComputedStyle(box);
    const own = toLight(box.checked ? backgroundColor : borderColor);
    const ground = toLight(around(box.parentElement));
    const ratio = (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05);
    return { isChecked: box.checked, ratio };
  });
})()`;

async function findSerious(page: Page): Promise<string[]> {
  await page.evaluate(`window.axe || (() => {${axe}})()`);
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary.slice(0, 240)}`,
      ),
    );
}

describe('every page', { skip, timeout: 480_000 }, () => {
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
    test(`is well at every width in the ${scheme} theme`, async () => {
      const found: string[] = [];
      for (const path of paths) {
        const page = await house.open(path, { from: owners.get(scheme)! });
        await settle(page);
        for (const width of [1440, 1024, 390, 320]) {
          await page.setViewportSize({ width, height: 900 });
          await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
          const problems = await findProblems(page, width);
          found.push(...problems.map((problem) => `${path} at ${width}: ${problem}`));
        }
        await page.close();
      }
      assert.deepEqual(found, []);
    });

  test('shows the edge of a checkbox, and which ones are chosen, with enough contrast', async () => {
    for (const [scheme, owner] of owners) {
      const page = await house.open('/settings/webhooks', { from: owner });
      await page.getByRole('button', { name: 'Add a receiver' }).click();
      await page.getByRole('checkbox', { name: 'Alerts of the system' }).waitFor();
      const found = (await page.evaluate(measureCheckboxes)) as { isChecked: boolean; ratio: number }[];
      assert.deepEqual(
        found.map(({ isChecked }) => isChecked),
        [true, false, false, false],
      );
      for (const { isChecked, ratio } of found)
        assert.ok(ratio >= 3, `${scheme}, ${isChecked ? 'chosen' : 'not chosen'}: ${ratio.toFixed(2)}`);
      await page.close();
    }
  });
});
