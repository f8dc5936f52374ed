// Real transactions of the main chain, decoded exactly as their expectations say.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quietPrograms } from '../../src/platforms/token/quiet-programs.ts';
import { systemProgram } from '../../src/platforms/token/system-program.ts';
import { tokenProgram } from '../../src/platforms/token/token-program.ts';
import { decodeTransaction } from '../../src/workers/decoder/decode/decode-transaction.ts';
import { toProgramMap } from '../../src/workers/decoder/decode/read-instructions.ts';
import { skipsWithoutData } from '../recorded-data.ts';
import { loadFixtures, toExpectedTrades, toToldTrades } from './fixtures.ts';

const skip = skipsWithoutData;
const fixtures = skip ? [] : loadFixtures();

for (const fixture of fixtures)
  test(`${fixture.id} is decoded as expected`, { skip }, () => {
    const decoded = decodeTransaction(fixture.transaction);
    const { expected } = fixture;
    assert.deepEqual(toToldTrades(decoded.trades), toExpectedTrades(fixture));
    assert.equal(decoded.signature, expected.signature);
    assert.equal(decoded.slot, expected.slot);
    assert.equal(decoded.status, expected.status);
    assert.deepEqual(decoded.notUnderstood, []);
    const payer = decoded.changes.find(({ wallet }) => wallet === expected.feePayer);
    const wrapped = expected.walletNet.tokenDeltas.find(({ mint }) => mint === SOL)?.rawDelta ?? 0;
    assert.equal(payer?.lamports, BigInt(expected.walletNet.lamportsDelta) + BigInt(wrapped));
    assert.equal(payer?.feeLamports, BigInt(expected.walletNet.feeLamports));
    assert.deepEqual(
      new Map(payer?.tokens.map(({ mint, amount }) => [mint, amount])),
      new Map(
        expected.walletNet.tokenDeltas
          .filter(({ mint }) => mint !== SOL)
          .map(({ mint, rawDelta }) => [mint, BigInt(rawDelta)]),
      ),
    );
  });

const SOL = 'So11111111111111111111111111111111111111112';
const unreadable = toProgramMap([tokenProgram, systemProgram, quietPrograms]);

test('what was moved tells every trade, also of programs that nobody can read', { skip }, () => {
  for (const fixture of fixtures) {
    const { trades } = decodeTransaction(fixture.transaction, unreadable);
    assert.deepEqual(toToldTrades(trades), toExpectedTrades(fixture), fixture.id);
  }
});

test('hops lead from what was paid to what was got', { skip }, () => {
  for (const { id, transaction, expected } of fixtures) {
    const [trade] = decodeTransaction(transaction).trades;
    if (trade === undefined || expected.hops.length === 0) continue;
    const hops = (list: readonly { input: { mint: string }; output: { mint: string } }[]) =>
      list.map(({ input, output }) => `${input.mint} ${output.mint}`);
    assert.deepEqual(hops(trade.hops), hops(expected.hops), id);
  }
});

test('the folder holds the transactions that were to be decoded', { skip }, () => {
  assert.ok(fixtures.length >= 33);
});
