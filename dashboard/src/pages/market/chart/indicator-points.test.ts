import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toIndicatorPoints, toIndicatorValue } from './indicator-points.ts';

const view = {
  instrument: 'usdm:BTCUSDT',
  interval: '5m' as const,
  openMs: [0, 300_000, 600_000],
  series: [
    {
      name: 'bollinger',
      summary: '',
      outputs: ['upper', 'lower'],
      values: [
        [null, 3, 4],
        [null, 1, null],
      ],
    },
  ],
};

test('an output is a point for each bar that is drawn, without a value where it is not known', () => {
  assert.deepEqual(
    toIndicatorPoints(view, 'bollinger', 'lower', (openMs) => openMs > 0),
    [{ openMs: 300_000, value: 1 }, { openMs: 600_000 }],
  );
  assert.deepEqual(
    toIndicatorPoints(view, 'bollinger', 'width', () => true),
    [],
  );
  assert.deepEqual(
    toIndicatorPoints(view, 'rsi', 'rsi', () => true),
    [],
  );
});

test('the value of a bar is told, of the last one where none is pointed at, and null where there is none', () => {
  assert.equal(toIndicatorValue(view, 'bollinger', 'upper', 300_000), 3);
  assert.equal(toIndicatorValue(view, 'bollinger', 'upper', undefined), 4);
  assert.equal(toIndicatorValue(view, 'bollinger', 'upper', 1), null);
  assert.equal(toIndicatorValue(view, 'atr', 'atr', undefined), null);
});
