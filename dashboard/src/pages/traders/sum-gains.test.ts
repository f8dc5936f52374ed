import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sumGains } from './sum-gains.ts';

const sol = {
  quote: 'S',
  symbol: 'SOL',
  decimals: 9,
  realised: '5',
  unrealised: '-2',
  cost: '1',
  says: null,
};

test('quotes are summed apart, exactly, and what is unknown of one wallet is unknown of all', () => {
  const large = { ...sol, realised: '9007199254740993', unrealised: null, says: 'no price' };
  const [first, second] = sumGains([sol, { ...sol, quote: 'U', symbol: 'USDC' }, large]);
  assert.deepEqual(
    [first?.realised, first?.unrealised, first?.says, second?.realised],
    ['9007199254740998', null, 'no price', '5'],
  );
});
