import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { recordedData, skipsWithoutData } from '../../../../../test/recorded-data.ts';
import { parseTransaction } from '../../../../domain/solana/parse-transaction.ts';
import { TOKEN_2022, WRAPPED_SOL } from '../../../../domain/solana/programs.ts';
import { PUMP } from '../known-addresses.ts';
import { toCurveRoute } from './curve-route.ts';

test('a purchase names the accounts that a real one of 2026 names, in its order', {
  skip: skipsWithoutData,
}, () => {
  const file = recordedData('solana/45-token-create+buy-pumpfun-2RoRJxat.json');
  const transaction = parseTransaction(JSON.parse(readFileSync(file, 'utf8')));
  assert.ok(!('notUnderstood' in transaction));
  const real = transaction.instructions.find(
    ({ program, accounts }) => program === PUMP && accounts.length === 18,
  );
  assert.ok(real);
  const [, feeRecipient = '', mint = '', , , , user = ''] = real.accounts;
  const state = {
    ...{ realTokens: 1n, realQuote: 1n, isComplete: false, creator: user },
    ...{ isMayhem: false, isCashback: false, quoteMint: WRAPPED_SOL },
  };
  const rules = { feeRecipient, mayhemFeeRecipient: '', buybackRecipient: real.accounts[17] ?? null };
  const route = toCurveRoute(mint, TOKEN_2022, state, rules);
  const made = route.buy(user, 5n);
  assert.deepEqual(
    made.accounts.map(({ address }) => address),
    real.accounts,
  );
  assert.equal(Buffer.from(made.data).toString('hex'), '38fc74089edfcd5f0500000000000000010000000000000000');
});
