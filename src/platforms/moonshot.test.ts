import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import {
  buildTransaction,
  type Call,
  eventCallOf,
  solTransferOf,
  transferOf,
} from '../../test/solana/built-transaction.ts';
import { checkNeverThrows } from '../../test/solana/check-never-throws.ts';
import { checkNames, readAll } from '../../test/solana/check-platform.ts';
import { addressFor, createIdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { WRAPPED_SOL } from '../domain/solana/programs.ts';
import type { ChainTransaction } from '../domain/solana/transaction.ts';
import { moonshot } from './moonshot.ts';

const skip = skipsWithoutData;
const program = 'MoonCVVNZFSYkqNXP6bxHLPL6QQJiMagDL3qcqUQTrG';
const encoder = () => createIdlEncoder(loadIdl('moonshot'), { program });
const [user, pool, mint] = [addressFor('sender'), addressFor('curveAccount'), addressFor('mint')];
const [own, vault] = [addressFor('senderTokenAccount'), addressFor('curveTokenAccount')];
const of = { type: 'swap', program, pool, user };

function sale(): Call {
  const told = encoder().event('TradeEvent', { amount: 500n, collateralAmount: 1_010n, label: 'sell' });
  const calls = [transferOf({ mint, from: own, to: vault, authority: user, amount: 500n })];
  return { ...encoder().instruction('sell'), calls: [...calls, eventCallOf(program, told)] };
}

/** The curve gives SOL by changing balances, which no call tells. */
function withLamports(transaction: ChainTransaction, account: string, after: bigint): ChainTransaction {
  const at = transaction.accounts.findIndex(({ address }) => address === account);
  return { ...transaction, postLamports: transaction.postLamports.with(at, after) };
}

test('a buy is what reached the curve: fees go beside it', { skip }, () => {
  const call = {
    ...encoder().instruction('buy'),
    calls: [
      transferOf({ mint, from: vault, to: own, authority: pool, amount: 500n }),
      solTransferOf(user, pool, 1_000n),
      solTransferOf(user, addressFor('dexFee'), 6n),
      solTransferOf(user, addressFor('helioFee'), 4n),
    ],
  };
  const router = { program: addressFor('router'), accounts: [user], data: Uint8Array.of(1), calls: [call] };
  const [input, output] = [
    { mint: WRAPPED_SOL, amount: 1_000n },
    { mint, amount: 500n },
  ];
  assert.deepEqual(readAll(moonshot, buildTransaction([call])), [[{ ...of, instruction: 0, input, output }]]);
  assert.deepEqual(readAll(moonshot, buildTransaction([router])), [
    [{ ...of, instruction: 1, input, output }],
  ]);
  checkNeverThrows(moonshot, buildTransaction([call]));
});

test('a sell is what the balance of the curve lost', { skip }, () => {
  const transaction = withLamports(buildTransaction([sale()]), pool, 10_000_000_000n - 1_020n);
  const [input, output] = [
    { mint, amount: 500n },
    { mint: WRAPPED_SOL, amount: 1_020n },
  ];
  assert.deepEqual(readAll(moonshot, transaction)[0], [{ ...of, instruction: 0, input, output }]);
  checkNeverThrows(moonshot, transaction);
});

test('of two sells on one curve each is what its event says', { skip }, () => {
  const transaction = withLamports(buildTransaction([sale(), sale()]), pool, 0n);
  const readings = readAll(moonshot, transaction).flatMap((reading) =>
    'notUnderstood' in reading ? [] : reading,
  );
  const amounts = readings.map((event) => (event.type === 'swap' ? event.output.amount : undefined));
  assert.deepEqual(amounts, [1_010n, 1_010n]);
});

test('a launch and a migration are told', { skip }, () => {
  const said = { name: 'Mond', symbol: 'MOND', uri: 'https://example.org/mond.json' };
  const launch = encoder().instruction('tokenMint', { args: said });
  const transaction = buildTransaction([launch, encoder().instruction('migrateFunds')]);
  const onPool = { program, pool, mint };
  assert.deepEqual(readAll(moonshot, transaction), [
    [{ type: 'tokenLaunched', instruction: 0, ...onPool, creator: user, ...said, quoteMint: WRAPPED_SOL }],
    [{ type: 'migrated', instruction: 1, ...onPool, to: null }],
  ]);
  checkNeverThrows(moonshot, transaction);
});

test('every instruction of its description is known, and another is told as unknown', { skip }, () => {
  checkNames(moonshot, encoder());
});
