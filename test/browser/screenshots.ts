// Pictures of every page in every state, to be looked at: `node test/browser/screenshots.ts <folder> [page …]`.
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import type { SceneName } from './stand-in/scene.ts';
import { startStandIn } from './stand-in/serve.ts';

type Shot = {
  readonly name: string;
  readonly scene: SceneName;
  readonly path: string;
  readonly act?: (page: Page, vanish: () => void) => Promise<void>;
};

const settings = ['configuration', 'appearance', 'account', 'users', 'tokens', 'webhooks', 'audit'];

const shots: readonly Shot[] = [
  { name: 'home', scene: 'calm', path: '/' },
  { name: 'home-trouble', scene: 'trouble', path: '/' },
  { name: 'home-empty', scene: 'empty', path: '/' },
  { name: 'home-guest', scene: 'guest', path: '/' },
  { name: 'system', scene: 'calm', path: '/system' },
  { name: 'system-trouble', scene: 'trouble', path: '/system' },
  {
    name: 'system-table',
    scene: 'calm',
    path: '/system',
    act: (page) => page.getByText('Table', { exact: true }).click(),
  },
  { name: 'worker', scene: 'calm', path: '/system/storage' },
  { name: 'system-empty', scene: 'empty', path: '/system' },
  { name: 'worker-beside', scene: 'calm', path: '/system/sandbox' },
  { name: 'market', scene: 'calm', path: '/market' },
  { name: 'market-footprint', scene: 'calm', path: '/market', act: showMode('Footprint') },
  { name: 'market-heat', scene: 'calm', path: '/market', act: showMode('Heat-map') },
  { name: 'market-indicators', scene: 'calm', path: '/market', act: showIndicators },
  { name: 'market-nothing', scene: 'calm', path: '/market/usdm%3ANOPEUSDT' },
  { name: 'market-unknown', scene: 'calm', path: '/market/usdm%3A1000PEPEUSDT' },
  { name: 'market-empty', scene: 'empty', path: '/market' },
  { name: 'signals', scene: 'calm', path: '/signals' },
  { name: 'signals-quality', scene: 'calm', path: '/signals/quality' },
  { name: 'signals-anomalies', scene: 'calm', path: '/signals/anomalies' },
  { name: 'signals-empty', scene: 'empty', path: '/signals' },
  { name: 'traders', scene: 'calm', path: '/traders' },
  { name: 'traders-empty', scene: 'empty', path: '/traders' },
  { name: 'traders-chain', scene: 'calm', path: '/traders/chain' },
  { name: 'traders-follow', scene: 'calm', path: '/traders', act: openFollowForm },
  { name: 'trader', scene: 'calm', path: `/traders/Wa11etx${'z'.repeat(37)}` },
  {
    name: 'trader-transaction',
    scene: 'calm',
    path: `/traders/Wa11etx${'z'.repeat(37)}`,
    act: openTransaction,
  },
  { name: 'tokens', scene: 'calm', path: '/tokens' },
  { name: 'tokens-empty', scene: 'empty', path: '/tokens' },
  { name: 'token', scene: 'calm', path: `/tokens/FrogMint${'z'.repeat(36)}` },
  { name: 'token-empty', scene: 'empty', path: `/tokens/FrogMint${'z'.repeat(36)}` },
  { name: 'signer', scene: 'calm', path: '/signer' },
  { name: 'signer-waiting', scene: 'trouble', path: '/signer' },
  { name: 'signer-empty', scene: 'empty', path: '/signer' },
  { name: 'signer-guest', scene: 'guest', path: '/signer' },
  { name: 'sandbox', scene: 'calm', path: '/sandbox' },
  { name: 'sandbox-quiet', scene: 'empty', path: '/sandbox' },
  { name: 'sandbox-guest', scene: 'guest', path: '/sandbox' },
  { name: 'sandbox-elsewhere', scene: 'trouble', path: '/sandbox' },
  {
    name: 'sandbox-fault',
    scene: 'calm',
    path: '/sandbox',
    act: (page) => page.getByRole('button', { name: /^Switch on / }).click(),
  },
  { name: 'logs', scene: 'calm', path: '/logs' },
  { name: 'logs-empty', scene: 'empty', path: '/logs' },
  { name: 'charts', scene: 'calm', path: '/charts' },
  { name: 'charts-empty', scene: 'empty', path: '/charts' },
  ...settings.map((tab): Shot => ({ name: `settings-${tab}`, scene: 'calm', path: `/settings/${tab}` })),
  { name: 'settings-tokens-empty', scene: 'empty', path: '/settings/tokens' },
  { name: 'inbox', scene: 'trouble', path: '/', act: openInbox },
  { name: 'palette', scene: 'calm', path: '/', act: (page) => page.keyboard.press('Control+k') },
  { name: 'keys', scene: 'calm', path: '/', act: (page) => page.keyboard.press('?') },
  {
    name: 'stop',
    scene: 'trouble',
    path: '/',
    act: (page) => page.getByRole('button', { name: 'Stopped' }).locator('visible=true').click(),
  },
  { name: 'sign-in', scene: 'signed-out', path: '/' },
  { name: 'setup', scene: 'setup', path: '/setup#token=abc' },
  { name: 'totp', scene: 'totp', path: '/' },
  {
    name: 'lost',
    scene: 'calm',
    path: '/system',
    act: async (page, vanish) => {
      vanish();
      await page.getByText('Connection lost.').waitFor();
    },
  },
];

/** The chart has been drawn before its mode is changed. */
async function showIndicators(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Indicators' }).click();
  for (const name of ['EMA 20', 'Bollinger 20, 2', 'RSI 14', 'MACD 12, 26, 9'])
    await page.getByRole('checkbox', { name }).check();
  await page.keyboard.press('Escape');
}

function showMode(mode: string): (page: Page) => Promise<void> {
  return (page) => page.getByText(mode, { exact: true }).click();
}

async function openFollowForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Follow a wallet' }).first().click();
  await page.getByLabel('Address').fill('EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt0');
}

async function openTransaction(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Open the transaction/ })
    .first()
    .click();
}

async function openInbox(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Inbox, |Alerts$/ })
    .locator('visible=true')
    .click();
}

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

async function take(browser: Browser, shot: Shot, folder: string): Promise<void> {
  for (const viewport of sizes)
    for (const colorScheme of ['dark', 'light'] as const) {
      const wanted = process.env['ZAPFLOW_SHOTS'];
      if (wanted && !wanted.split(',').includes(`${viewport.width}-${colorScheme}`)) continue;
      const standIn = await startStandIn(shot.scene);
      const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
      page.on('pageerror', (error) => process.stderr.write(`${shot.name}: ${error.message}\n`));
      page.on('console', (line) => {
        if (line.type() === 'error' && shot.name !== 'lost')
          process.stderr.write(`${shot.name}: ${line.text()}\n`);
      });
      await page.goto(`${standIn.url}${shot.path}`);
      await page.locator('main h1, main h2').first().waitFor();
      await shot.act?.(page, () => standIn.vanish());
      // The first figures have come and the charts are drawn.
      await page.waitForTimeout(700);
      const isWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      if (isWide) process.stderr.write(`${shot.name} ${viewport.width}: wider than the screen\n`);
      await page.screenshot({ path: `${folder}/${shot.name}-${viewport.width}-${colorScheme}.png` });
      await page.close();
      await standIn.stop();
    }
}

const [folder = 'screenshots', ...names] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await launchChromium();
for (const shot of shots)
  if (names.length === 0 || names.includes(shot.name)) {
    await take(browser, shot, folder).catch((error: unknown) =>
      process.stderr.write(`${shot.name}: ${error}\n`),
    );
  }
await browser.close();
