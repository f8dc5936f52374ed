import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom } from '../../../core/random.ts';
import { drawName } from './names.ts';

test('every name fits into the account that keeps it, and some deceive', () => {
  const random = createSeededRandom(1);
  const names = Array.from({ length: 2000 }, () => drawName(random));
  for (const { name, symbol, uri } of names) {
    assert.ok(Buffer.byteLength(name) <= 32, name);
    assert.ok(Buffer.byteLength(symbol) <= 10, symbol);
    assert.ok(Buffer.byteLength(uri) <= 60, uri);
  }
  const symbols = new Set(names.map(({ symbol }) => symbol));
  assert.ok(symbols.has('USDC') && symbols.has('USDС') && symbols.size > 100);
});
