// The same transactions as other nodes tell them, poorer or in other words, are decoded to the same trades.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnreadable } from '../../src/domain/solana/parse/fields.ts';
import { parseTransaction } from '../../src/domain/solana/parse-transaction.ts';
import { decodeTransaction } from '../../src/workers/decoder/decode/decode-transaction.ts';
import { skipsWithoutData } from '../recorded-data.ts';
import { loadFixtures, toExpectedTrades, toToldTrades } from './fixtures.ts';

const skip = skipsWithoutData;
const fixtures = skip ? [] : loadFixtures();

type Told = { owner?: unknown; programId?: unknown; stackHeight?: unknown };
type Answer = {
  meta: {
    innerInstructions: { instructions: Told[] }[] | null;
    preTokenBalances: Told[];
    postTokenBalances: Told[];
    logMessages: string[] | null;
  };
};

/** Ids of those that are decoded otherwise once the answer is changed. */
function decodedOtherwise(change: (answer: Answer) => void): string[] {
  return fixtures
    .filter((fixture) => {
      const answer = JSON.parse(fixture.text) as Answer;
      change(answer);
      const transaction = parseTransaction(answer);
      assert.ok(!isUnreadable(transaction), fixture.id);
      const told = toToldTrades(decodeTransaction(transaction).trades);
      return JSON.stringify(told) !== JSON.stringify(toExpectedTrades(fixture));
    })
    .map(({ id }) => id);
}

const withoutHeights = ({ meta }: Answer): void => {
  for (const { instructions } of meta.innerInstructions ?? [])
    for (const instruction of instructions) delete instruction.stackHeight;
};

test('without heights, which the log gives back', { skip }, () => {
  assert.deepEqual(decodedOtherwise(withoutHeights), []);
});

test('without heights and log', { skip }, () => {
  const change = (answer: Answer) => {
    withoutHeights(answer);
    answer.meta.logMessages = null;
  };
  assert.deepEqual(decodedOtherwise(change), []);
});

test('without a log', { skip }, () => {
  assert.deepEqual(
    decodedOtherwise(({ meta }) => {
      meta.logMessages = null;
    }),
    [],
  );
});

test('with a log that was cut off', { skip }, () => {
  assert.deepEqual(
    decodedOtherwise(({ meta }) => {
      const logs = meta.logMessages ?? [];
      meta.logMessages = [...logs.slice(0, logs.length >> 1), 'Log truncated'];
    }),
    [],
  );
});

test('without owners of token accounts', { skip }, () => {
  const change = ({ meta }: Answer) => {
    for (const balance of [...meta.preTokenBalances, ...meta.postTokenBalances]) delete balance.owner;
  };
  assert.deepEqual(decodedOtherwise(change), []);
});
