import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortAddress } from './address.ts';

test('an address shows its two ends, a short one itself', () => {
  assert.equal(shortAddress('7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU'), '7xKX…gAsU');
  assert.equal(shortAddress('short'), 'short');
});
