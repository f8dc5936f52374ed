// What the command says of recordings of a real exchange, held against what was computed from them independently.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { recordedData, skipsWithoutData } from '../../test/recorded-data.ts';
import type { ReplayReport } from './replay/to-report.ts';
import { runWords } from './testing/fake-io.ts';

const folder = 'market/feed_hftbacktest';
const sets = [
  ['BTCUSDT', 'usdm_btcusdt_20240808.golden.json', ['usdm_btcusdt_20240808.jsonl.gz']],
  ['BTCUSD_PERP', 'cm_btcusd_perp_20240808.golden.json', ['cm_btcusd_perp_20240808.jsonl.gz']],
  [
    'ETHUSDT',
    'spot_ethusdt.golden.json',
    ['spot_ethusdt_20240808.jsonl.gz', 'spot_ethusdt_20240809.jsonl.gz'],
  ],
] as const;

type GoldenMinute = Readonly<Record<'o' | 'h' | 'l' | 'c' | 'buy' | 'sell' | 'delta' | 'poc', string>> & {
  t: number;
};

async function run(files: readonly string[]): Promise<ReplayReport> {
  const { exitCode, out, err } = await runWords(['replay', ...files, '--json']);
  assert.equal(exitCode, 0, err);
  return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '');
}

for (const [symbol, golden, names] of sets)
  test(`${symbol}: the last line of --json has book, CVD and every minute to the last digit, twice the same`, {
    skip: skipsWithoutData,
  }, async () => {
    const expected = JSON.parse(readFileSync(recordedData(`${folder}/${golden}`), 'utf8'));
    const files = names.map((name) => recordedData(`${folder}/${name}`));
    const { durationMs, ...report } = await run(files);
    assert.ok(durationMs > 0);
    const told = report.symbols[symbol];
    assert.ok(told);
    const { minutes, ...rest } = told;
    assert.deepEqual(rest, {
      updates: expected.depth_events_applied,
      levels: expected.levels_applied,
      comparedToTicker: { exact: expected.bbo_check.full_match, compared: expected.bbo_check.events },
      bids: expected.top20_bids,
      asks: expected.top20_asks,
      cvd: expected.cvd,
    });
    assert.equal(report.gaps, expected.gaps);
    assert.deepEqual(
      minutes.map(({ volume: _, ...minute }) => minute),
      expected.minutes.map(({ o, h, l, c, delta, poc, t }: GoldenMinute) => {
        return { open: o, high: h, low: l, close: c, delta, poc, time: t };
      }),
    );
    const { durationMs: _, ...again } = await run(files);
    assert.deepEqual(again, report);
  });

test('a file that is no recording, and one that is not there, are refused by name', async () => {
  const own = await runWords(['replay', import.meta.filename]);
  assert.equal(own.exitCode, 1);
  assert.match(own.err, /replay\.test\.ts: there is no line of a recording/);
  const away = await runWords(['replay', '/nowhere/at/all.gz']);
  assert.equal(away.exitCode, 1);
  assert.match(away.err, /all\.gz cannot be read: ENOENT/);
});

test('a speed that is none is refused before anything is read', async () => {
  const { exitCode, err } = await runWords(['replay', 'x.gz', '--speed', 'fast']);
  assert.equal(exitCode, 2);
  assert.match(err, /--speed 10/);
});
