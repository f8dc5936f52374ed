// The page Market for as long as is asked: `node test/browser/soak.ts --minutes 30`. A line a minute says how its frames, its
// longest task and its memory do. With `--recording FILE` the real program plays that recording instead of an invented market.
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { startZapflow } from '../program/zapflow.ts';
import { launchChromium } from './chromium.ts';
import { type Strain, watchStrain } from './page-strain.ts';
import { startStandIn } from './stand-in/serve.ts';
import { moveIn, openHouse } from './visitor.ts';

const MINUTE_MS = 60_000;
/** Until the page stands and has drawn what was before. */
const SETTLE_MS = 5000;
const MEGABYTE = 1e6;
const viewport = { width: 1440, height: 900 };

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    /** Times as fast as real. */
    speed: { type: 'string', default: '10' },
    /** What the chart shows: Candles, Footprint or Heat-map. */
    mode: { type: 'string', default: 'Candles' },
    recording: { type: 'string' },
  },
});

const minutes = Number(values.minutes);
await (values.recording === undefined ? soakInvented() : soakRecorded(values.recording));

async function soakInvented(): Promise<void> {
  const [standIn, browser] = await Promise.all([
    startStandIn('calm', 0, Number(values.speed)),
    launchChromium(),
  ]);
  try {
    const page = await browser.newPage({ viewport });
    await page.goto(`${standIn.url}/market/usdm%3ABTCUSDT`);
    await soak(page);
  } finally {
    await browser.close();
    await standIn.stop();
  }
}

async function soakRecorded(file: string): Promise<void> {
  const house = await openHouse();
  const replay = { end: () => {} };
  try {
    const context = await moveIn(house);
    const run = startZapflow(['replay', file, '--speed', values.speed], {}, house.dataDir);
    replay.end = () => void run.child.kill('SIGTERM');
    const page = await house.open('/market', { from: context });
    const shown = page.getByRole('list', { name: 'Instruments' }).getByRole('button', { name: /Replay/ });
    await shown.first().click();
    await soak(page);
  } finally {
    replay.end();
    await house.stop();
  }
}

async function soak(page: Page): Promise<void> {
  page.on('pageerror', ({ message }) => process.stdout.write(`the page threw: ${message}\n`));
  await page.getByRole('figure').waitFor();
  await page.getByText(values.mode, { exact: true }).click();
  await page.waitForTimeout(SETTLE_MS);
  const meter = await watchStrain(page);
  let done = 0;
  while (done < minutes) {
    const part = Math.min(1, minutes - done);
    await page.waitForTimeout(part * MINUTE_MS);
    done += part;
    const strain = await meter.read();
    process.stdout.write(`${toLine(done, strain, await meter.heapBytes())}\n`);
  }
}

function toLine(minute: number, strain: Strain, heapBytes: number): string {
  const { frames, gapP95Ms, gapMaxMs, longTasks, longestTaskMs, longestWorkMs } = strain;
  return [
    `minute ${Number(minute.toFixed(1))}`,
    `${frames} frames, gap p95 ${gapP95Ms.toFixed(1)} ms, longest ${gapMaxMs.toFixed(0)} ms`,
    longTasks === 0
      ? 'no task over 50 ms'
      : `${longTasks} tasks over 50 ms, longest ${longestTaskMs.toFixed(0)} ms`,
    `longest by processor time ${longestWorkMs.toFixed(0)} ms`,
    `heap ${(heapBytes / MEGABYTE).toFixed(1)} MB`,
  ].join(' · ');
}
