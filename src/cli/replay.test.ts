// What the command says of recordings of a real exchange, held against what was computed from them independently.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
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

describe('a recording of futures by hand', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-replay-'));
  after(() => rmSync(folder, { recursive: true }));
  const startMs = 1_723_161_256_000;
  const head = (at: number) => `${startMs + at * 100}000000 `;
  const snapshot = (at: number, lastUpdateId: number, bid: number) =>
    `https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=1000 -> ${(startMs + at * 100) / 1000}: ${JSON.stringify(
      {
        lastUpdateId,
        E: startMs + at * 100,
        T: startMs + at * 100,
        bids: [[`${bid}.0`, '1.000']],
        asks: [['200.0', '1.000']],
      },
    )}`;
  /** The event number `at` has the updates 10·at to 10·at + 5 and sets the bid at 100 to its number. */
  const depth = (at: number) => {
    const ids = { U: at * 10, u: at * 10 + 5, pu: at * 10 - 5 };
    const levels = { b: [['100.0', `${at}.000`]], a: [['200.1', '0.500']] };
    const ms = startMs + at * 100;
    const data = { e: 'depthUpdate', E: ms, T: ms, s: 'BTCUSDT', ...ids, ...levels };
    return head(at) + JSON.stringify({ stream: 'btcusdt@depth@100ms', data });
  };
  const replayed = async (...lines: string[]) => {
    const path = join(folder, 'hand.jsonl');
    writeFileSync(path, `${lines.join('\n')}\n`);
    const { exitCode, out, err } = await runWords(['replay', path, '--json']);
    assert.equal(exitCode, 0, err);
    return { out, report: JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as ReplayReport };
  };
  const whole = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => depth(from + i));
  const begin = [depth(1), snapshot(1, 13, 100)];

  test('two lines that changed places are put right: no gap, and the book of the recording in order', async () => {
    const ordered = await replayed(...begin, ...whole(2, 30));
    const swapped = await replayed(...begin, ...whole(2, 9), depth(11), depth(10), ...whole(12, 30));
    assert.deepEqual([ordered.report.gaps, swapped.report.gaps, swapped.report.unknown], [0, 0, []]);
    assert.deepEqual(swapped.report.symbols, ordered.report.symbols);
    assert.equal(swapped.report.symbols['BTCUSDT']?.updates, 30);
  });

  test('after a lost line a later snapshot brings the book back, and how long it was unknown is told', async () => {
    const { out, report } = await replayed(
      ...begin,
      ...whole(2, 9),
      ...whole(11, 20),
      snapshot(20, 203, 90),
      ...whole(21, 30),
    );
    const sinceMs = startMs + 900;
    assert.deepEqual(report.unknown, [
      { symbol: 'BTCUSDT', reason: 'sequence', sinceMs, forMs: 1100, isHealed: true },
    ]);
    assert.deepEqual(report.symbols['BTCUSDT']?.bids, [
      ['100.0', '30.000'],
      ['90.0', '1.000'],
    ]);
    assert.match(out, /BTCUSDT was not known from 2024-08-08T23:54:16\.900Z on for 1\.1 s \(sequence\)\./);
  });

  test('a snapshot that comes while a missing line is still waited for is used', async () => {
    const { report } = await replayed(
      ...begin,
      ...whole(2, 9),
      ...whole(11, 12),
      snapshot(12, 123, 90),
      ...whole(13, 30),
    );
    assert.equal(report.symbols['BTCUSDT']?.bids[0]?.[1], '30.000');
    assert.equal(report.unknown[0]?.isHealed, true);
  });

  test('a book that nothing brings back is told as unknown to the end', async () => {
    const { out, report } = await replayed(...begin, ...whole(2, 9), ...whole(11, 30));
    const sinceMs = startMs + 900;
    assert.deepEqual(report.unknown, [
      { symbol: 'BTCUSDT', reason: 'sequence', sinceMs, forMs: 2100, isHealed: false },
    ]);
    assert.match(out, /on for 2\.1 s, to the end: no snapshot/);
  });
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
