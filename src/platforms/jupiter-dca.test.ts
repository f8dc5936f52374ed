import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { buildTransaction, eventCallOf } from '../../test/solana/built-transaction.ts';
import { checkBroken } from '../../test/solana/check-never-throws.ts';
import { checkNames, mintA, mintB, readAll, user } from '../../test/solana/check-platform.ts';
import { addressFor, createIdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { readRecorded } from '../../test/solana/recorded-swaps.ts';
import { jupiterDca } from './jupiter-dca.ts';

const program = jupiterDca.programs[0] as string;
const options = { skip: skipsWithoutData };
const described = () => createIdlEncoder(loadIdl('jupiter-dca'), { program });

test('a part that a keeper fills is a swap of the owner of the order', options, () => {
  const idl = described();
  const event = idl.event('Filled', {
    userKey: user,
    dcaKey: addressFor('dca'),
    inputMint: mintA,
    outputMint: mintB,
    inAmount: 5000n,
    outAmount: 61n,
    feeMint: mintB,
    fee: 2n,
  });
  for (const name of ['fulfill_flash_fill', 'fulfill_dlmm_fill']) {
    const call = idl.instruction(name);
    const transaction = buildTransaction([{ ...call, calls: [eventCallOf(program, event)] }]);
    assert.deepEqual(readAll(jupiterDca, transaction)[0], [
      {
        type: 'swap',
        instruction: 0,
        program,
        pool: addressFor('dca'),
        user,
        input: { mint: mintA, amount: 5000n },
        output: { mint: mintB, amount: 61n },
      },
    ]);
    const early = buildTransaction([{ ...call, calls: [eventCallOf(program, event.subarray(0, 90))] }]);
    assert.deepEqual(readAll(jupiterDca, early)[0], { notUnderstood: 'an event ends early' });
  }
});

test('opening and closing an order is no trade', options, () => {
  assert.deepEqual(readRecorded(jupiterDca, '11-dca-endAndClose-jupiterdca-F47c3Ciz'), []);
  assert.deepEqual(readRecorded(jupiterDca, '13-dca-openDcaV2-jupiterdca-63hssgYb'), []);
});

test('no instruction of the interface is unknown', options, () => {
  checkNames(jupiterDca, described());
});

test('half an instruction never throws', options, () => {
  checkBroken(jupiterDca, described());
});
