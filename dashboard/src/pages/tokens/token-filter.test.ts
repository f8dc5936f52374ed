import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TokenRow } from '../../api/solana.ts';
import { fitsFilter, noFilter, toQuery } from './token-filter.ts';

const row = {
  mint: 'Pepe1',
  symbol: 'PEPE',
  name: 'The frog',
  verdict: null,
  platform: 'Pump.fun',
} as TokenRow;

test('what came live is sifted as the server sifts', () => {
  assert.ok(fitsFilter(row, noFilter, ''));
  assert.ok(
    fitsFilter(row, { ...noFilter, search: 'frog', verdict: 'unknown', platform: 'pump-fun' }, 'Pump.fun'),
  );
  assert.ok(!fitsFilter(row, { ...noFilter, search: 'doge' }, ''));
  assert.ok(!fitsFilter(row, { ...noFilter, verdict: 'safe' }, ''));
  assert.deepEqual(toQuery({ search: 'x', verdict: 'nonsense', platform: '' }), { search: 'x' });
});
