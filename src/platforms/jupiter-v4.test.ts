import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { buildTransaction, type Call } from '../../test/solana/built-transaction.ts';
import { checkBroken } from '../../test/solana/check-never-throws.ts';
import { checkNames, mintA, mintB, readAll, user } from '../../test/solana/check-platform.ts';
import { addressFor, createIdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { jupiterV4 } from './jupiter-v4.ts';

const program = jupiterV4.programs[0] as string;
const options = { skip: skipsWithoutData };
const described = () => createIdlEncoder(loadIdl('jupiter-v4'), { program });

test('each swap that a route writes into the log is told on, with its program', options, () => {
  const idl = described();
  const [amm, other] = [addressFor('amm'), addressFor('other')];
  const event = (by: string, inputAmount: bigint) =>
    idl.event('Swap', { amm: by, inputMint: mintA, inputAmount, outputMint: mintB, outputAmount: 9n });
  const inner: Call = { program: amm, accounts: [user], data: Uint8Array.of(1), logged: [event(other, 1n)] };
  const logged = [
    event(amm, 100n),
    idl.event('Fee', { account: user, mint: mintB, amount: 1n }),
    event(other, 7n),
  ];
  const swap = (through: string, amount: bigint) => ({
    type: 'routedSwap',
    instruction: 0,
    program,
    through,
    input: { mint: mintA, amount },
    output: { mint: mintB, amount: 9n },
  });
  for (const name of ['route', 'whirlpool_swap_exact_output', 'raydium_clmm_swap_exact_output']) {
    const transaction = buildTransaction([{ ...idl.instruction(name), logged, calls: [inner] }]);
    assert.deepEqual(readAll(jupiterV4, transaction), [[swap(amm, 100n), swap(other, 7n)]], name);
  }
});

test('no instruction of the interface is unknown', options, () => {
  checkNames(jupiterV4, described());
});

test('half an instruction never throws', options, () => {
  checkBroken(jupiterV4, described());
});
