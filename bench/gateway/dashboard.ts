// The dashboard in Chromium on this machine: what it loads until its first page stands, and when that is.
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../test/browser/chromium.ts';
import { interleave } from '../harness/measure.ts';
import type { Group, Row } from '../harness/report.ts';
import { startProgram } from './program.ts';

const SLOWER = 4;
const KILOBYTE = 1000;
const SECOND_MS = 1000;
/** After the page stands: a larger paint may still come. */
const SETTLE_MS = 1500;

type Visit = { readonly paintedMs: number; readonly scriptBytes: number };

export const dashboard: Group = {
  name: 'dashboard',
  async run({ reps }) {
    const program = await startProgram();
    const browser = await launchChromium();
    const scripts: number[] = [];
    try {
      const painted = async (slower: number) => {
        const { paintedMs, scriptBytes } = await visit(browser, program.url, slower);
        scripts.push(scriptBytes / KILOBYTE);
        return paintedMs / SECOND_MS;
      };
      const seconds = await interleave(reps, { slow: () => painted(SLOWER), full: () => painted(1) });
      return [
        {
          key: 'dashboardScripts',
          figure: 'dashboard: JavaScript to the first page, gzip',
          unit: 'kB',
          ours: ['dashboardScriptKilobytes', scripts],
          bar: { atMost: 300 },
        },
        {
          key: 'dashboardPaint',
          figure: '… largest contentful paint, processor 4 times slower; beside it not slowed',
          unit: 's',
          ours: ['dashboardPaintSeconds', seconds.slow],
          peer: ['dashboardPaintUnslowedSeconds', seconds.full],
          bar: { atMost: 2 },
        },
      ] satisfies Row[];
    } finally {
      await browser.close();
      await program.stop();
    }
  },
};

/** Of a browser that has seen nothing yet. */
async function visit(browser: Browser, url: string, slower: number): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body());
    });
    const tools = await context.newCDPSession(page);
    await tools.send('Emulation.setCPUThrottlingRate', { rate: slower });
    await page.goto(url);
    await page.getByRole('navigation', { name: 'Pages', exact: true }).waitFor();
    await page.waitForLoadState('networkidle').catch(() => {});
    await page.waitForTimeout(SETTLE_MS);
    const paintedMs = await page.evaluate<number>(LARGEST_PAINT);
    const bytes = (await Promise.all(scripts)).map((script) => gzipSync(script, { level: 9 }).length);
    return { paintedMs, scriptBytes: bytes.reduce((sum, size) => sum + size, 0) };
  } finally {
    await context.close();
  }
}

/** Runs in the page; text, because its words are the browser's. */
const LARGEST_PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
    .observe({ type: 'largest-contentful-paint', buffered: true });
})`;
