import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatLamports } from './format-lamports.ts';

test('lamports are told as SOL to the last digit', () => {
  assert.deepEqual(['0', '1', '50000', '1000000000', '1234567890123'].map(formatLamports), [
    '0 SOL',
    '0.000000001 SOL',
    '0.00005 SOL',
    '1 SOL',
    '1,234.567890123 SOL',
  ]);
  assert.equal(formatLamports('many'), '—');
});
