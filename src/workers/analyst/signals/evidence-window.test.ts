import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EvidenceWindow, type Weighed } from './evidence-window.ts';
import { detectionOf, T0 } from './testing/made-by-hand.ts';

const WINDOW_MS = 300_000;
const shown = (all: readonly Weighed[]) =>
  all.map(({ noted, weight }) => `${noted.type} ${weight.toFixed(3)}`);

test('other types of the same side confirm, any of the other side contradicts, the clearest of each type counts', () => {
  const window = new EvidenceWindow(WINDOW_MS);
  window.note('absorption', detectionOf({ strength: 1 }));
  window.note('iceberg', detectionOf({ strength: 0 }));
  window.note('iceberg', detectionOf({ strength: 1 }));
  window.note('breakout', detectionOf({ strength: 0.5 }));
  window.note('absorption', detectionOf({ side: 'sell', strength: 1 }));
  window.note('liquidity', detectionOf({ side: 'none' }));
  window.note('liquidity', detectionOf({ side: 'none' }));
  const word = window.about('absorption', 'buy', T0);
  assert.deepEqual(shown(word.confirmations), ['iceberg 1.000', 'breakout 0.600']);
  assert.deepEqual(shown(word.conflicts), ['absorption 1.000']);
  assert.deepEqual([...word.context], [['liquidity', 2]]);
});

test('evidence fades over the window and is gone at its end', () => {
  const window = new EvidenceWindow(WINDOW_MS);
  window.note('iceberg', detectionOf({ strength: 1 }));
  const at = (ms: number) => shown(window.about('absorption', 'buy', T0 + ms).confirmations);
  assert.deepEqual(at(0), ['iceberg 1.000']);
  assert.deepEqual(at(WINDOW_MS / 2), ['iceberg 0.250']);
  assert.deepEqual(at(WINDOW_MS), []);
  assert.deepEqual(at(-1000), ['iceberg 1.000'], 'one that is told late');
});

test('what nobody has judged counts for little, and of a flood the newest are kept', () => {
  const window = new EvidenceWindow(WINDOW_MS);
  window.note('breakout', detectionOf({ strength: 1 }));
  for (let i = 0; i < 2000; i++) window.note('never-heard-of', detectionOf({ strength: 1, eventMs: T0 + i }));
  assert.deepEqual(shown(window.about('absorption', 'buy', T0 + 2000).confirmations), [
    'never-heard-of 0.300',
  ]);
});
