import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toControl } from './to-control.ts';

test('flow and book together say who is in control', () => {
  assert.deepEqual(toControl({ buyShare: 0.7, imbalance: 0.2 }), {
    word: '▲ Buyers',
    way: 'up',
    says: '70 % bought, book +0.20',
  });
  assert.equal(toControl({ buyShare: 0.3, imbalance: -0.1 }).word, '▼ Sellers');
  assert.equal(toControl({ buyShare: 0.7, imbalance: -0.4 }).word, 'Balanced');
});

test('what is not known is told, never taken for nought', () => {
  assert.equal(toControl(undefined).word, 'Not known');
  assert.equal(toControl({ buyShare: null, imbalance: null }).word, 'Not known');
  assert.deepEqual(toControl({ buyShare: 0.9, imbalance: null }), {
    word: '▲ Buyers',
    way: 'up',
    says: '90 % bought, book not known',
  });
});
