import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLayout, usualLayout } from './layout.ts';

test('what was kept comes back', () => {
  const layout = {
    ...usualLayout,
    ...{
      mode: 'heat',
      interval: '4h',
      drawerHeight: 300,
      instrument: 'usdm:X',
      indicators: ['rsi', 'ema20'],
    },
  };
  assert.deepEqual(parseLayout(JSON.stringify(layout)), layout);
});

test('what makes no sense is as it comes, the rest is kept', () => {
  const text = JSON.stringify({
    mode: 'pie',
    drawerHeight: 1e9,
    hasVwap: 0,
    interval: '5m',
    toString: 1,
    heatLow: '3',
    indicators: ['rsi', 'moon'],
  });
  assert.deepEqual(parseLayout(text), { ...usualLayout, interval: '5m' });
});

test('no text, no JSON and no object are the usual layout', () => {
  for (const text of [null, '{', '3', 'null', '[]']) assert.deepEqual(parseLayout(text), usualLayout);
});
