import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAddress, shortAddress } from './address.ts';

test('an address shows its two ends, a short one itself', () => {
  assert.equal(shortAddress('7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU'), '7xKX…gAsU');
  assert.equal(shortAddress('short'), 'short');
});

test('an address is told from other text', () => {
  assert.ok(isAddress('So11111111111111111111111111111111111111112'));
  assert.ok(!isAddress('PEPE') && !isAddress('0'.repeat(40)));
});
