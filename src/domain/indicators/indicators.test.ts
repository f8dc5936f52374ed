// What holds for every indicator.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import type { AnyIndicator } from './define-indicator.ts';
import { indicators } from './index.ts';
import type { Bar } from './indicator-input.ts';

const all: readonly AnyIndicator[] = indicators;

/** Prices from dust to fortunes, standing still at times; volumes may be zero. */
const bar: fc.Arbitrary<Bar> = fc
  .tuple(
    fc.constantFrom(1e-9, 1, 1e9),
    fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 4, maxLength: 4 }),
    fc.constantFrom(0, 1, 1e-6, 1e15),
  )
  .map(([unit, prices, volume]) => {
    const [open, close] = [prices[0]! * unit, prices[1]! * unit];
    const [high, low] = [Math.max(...prices) * unit, Math.min(...prices) * unit];
    return { open, high, low, close, volume };
  });
const series = fc.array(bar, { minLength: 1, maxLength: 160 });

/** Ordinary candles that rise and fall. */
function wave(count: number): Bar[] {
  return Array.from({ length: count }, (_, i) => {
    const [open, close] = [100 + 10 * Math.sin(i / 9), 100 + 10 * Math.sin((i + 1) / 9)];
    const [high, low] = [Math.max(open, close) + (i % 3) / 4, Math.min(open, close) - (i % 5) / 4];
    return { open, high, low, close, volume: 10 + (i % 7) };
  });
}

function toInput({ inputs }: AnyIndicator, { open, high, low, close, volume }: Bar) {
  return { close, candle: { open, high, low, close, volume }, pair: { first: close, second: open } }[inputs];
}

function run(indicator: AnyIndicator, bars: readonly Bar[], running = indicator.create()) {
  return bars.map((each) => running.push(toInput(indicator, each)));
}

test('every indicator has a name, a sentence and described settings with defaults', () => {
  assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
  for (const { name, summary, settings, outputs } of all) {
    assert.match(name, /^[a-z][a-z0-9]*(-[a-z]+)*$/);
    assert.match(summary, /^[A-Z+].*\.$/);
    assert.deepEqual(new Set(outputs).size, outputs.length, name);
    const { properties = {} } = z.toJSONSchema(settings, { io: 'input' });
    for (const [key, property] of Object.entries(properties)) {
      assert.ok(typeof property === 'object' && property.description?.endsWith('.'), `${name}.${key}`);
      assert.ok('default' in property, `${name}.${key} has no default`);
    }
  }
});

for (const indicator of all) {
  const { name } = indicator;

  test(`${name} gives finite numbers or none, and exactly its outputs`, () => {
    fc.assert(
      fc.property(series, (bars) => {
        for (const result of run(indicator, bars)) {
          if (result === undefined) continue;
          if (typeof result === 'number') assert.ok(Number.isFinite(result));
          else {
            assert.deepEqual(Object.keys(result).sort(), [...indicator.outputs].sort());
            const values = Object.values(result).filter((value) => value !== undefined);
            assert.ok(values.length > 0 && values.every(Number.isFinite));
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test(`${name} begins anew after a reset`, () => {
    fc.assert(
      fc.property(series, series, (before, bars) => {
        const running = indicator.create();
        run(indicator, before, running);
        running.reset();
        assert.deepEqual(run(indicator, bars, running), run(indicator, bars));
      }),
      { numRuns: 10 },
    );
  });

  test(`${name} refuses what is not finite, and goes on as if it had not come`, () => {
    const bars = fc.sample(bar, { seed: 1, numRuns: 80 });
    const running = indicator.create();
    const found = bars.map((each) => {
      for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
        assert.throws(() => running.push(toInput(indicator, { ...each, open: wrong, close: wrong })), {
          name: 'AppError',
        });
      return running.push(toInput(indicator, each));
    });
    assert.deepEqual(found, run(indicator, bars));
  });

  test(`${name} has values again after candles without movement, volume or price`, () => {
    const still = { open: 0, high: 0, low: 0, close: 0, volume: 0 };
    const running = indicator.create();
    run(indicator, [...wave(150), ...new Array<Bar>(150).fill(still)], running);
    assert.ok(run(indicator, wave(400), running).some((result) => result !== undefined));
  });

  test(`${name} refuses settings that are unknown or out of range`, () => {
    assert.throws(() => indicator.create({ unknown: 1 }), { code: 'INDICATOR_INVALID' });
    if ('length' in indicator.settings.shape)
      for (const length of [0, -1, 1.5, 1e9])
        assert.throws(() => indicator.create({ length }), { code: 'INDICATOR_INVALID' });
  });
}

/** They know only their window, so that what came before it makes no difference. */
const forgetting = [
  ...['sma', 'sma-deviation', 'wma', 'hma', 'trima', 'alma', 'vwma', 'cci', 'cmo', 'dpo', 'rate-of-change'],
  ...['stochastic', 'williams-r', 'ultimate-oscillator', 'awesome', 'qstick', 'aroon', 'linear-regression'],
  ...[
    'regression-channel',
    'vertical-horizontal',
    'hurst',
    'bollinger',
    'dispersion',
    'historical-volatility',
  ],
  ...['donchian', 'acceleration-bands', 'ulcer-index', 'chaikin-money-flow', 'money-flow-index', 'ichimoku'],
  ...[
    'volume-oscillator',
    'extremes',
    'sum',
    'lag',
    'beta',
    'correlation',
    'price-relative',
    'forecast-oscillator',
  ],
];

for (const name of forgetting)
  test(`${name} is the same after a long series as from its last window alone`, () => {
    const indicator = all.find((each) => each.name === name);
    assert.ok(indicator);
    const price = fc.double({ min: 90, max: 110, noNaN: true });
    const wave = fc.record({ open: price, high: price, low: price, close: price, volume: price });
    fc.assert(
      fc.property(fc.array(wave, { minLength: 250, maxLength: 300 }), (bars) => {
        assertNear(run(indicator, bars).at(-1), run(indicator, bars.slice(-120)).at(-1), name);
      }),
      { numRuns: 20 },
    );
  });

type Result = ReturnType<typeof run>[number];

function assertNear(a: Result, b: Result, what: string): void {
  const [left, right] = [a, b].map((each) => (typeof each === 'object' ? each : { value: each }));
  for (const [key, value] of Object.entries(left!)) {
    const other = right![key as keyof typeof right] as number | undefined;
    if (value === undefined) assert.equal(other, undefined, `${what}.${key}`);
    else
      assert.ok(
        Math.abs(value - other!) <= 1e-7 * Math.max(1, Math.abs(value)),
        `${what}.${key}: ${value}, ${other}`,
      );
  }
}
