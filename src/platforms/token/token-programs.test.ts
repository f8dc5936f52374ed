import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  buildTransaction,
  burnOf,
  type Call,
  mintOf,
  solTransferOf,
  transferOf,
} from '../../../test/solana/built-transaction.ts';
import { addressFor } from '../../../test/solana/idl-encoder.ts';
import { parseBase58 } from '../../domain/solana/base58.ts';
import { SYSTEM, TOKEN, TOKEN_2022 } from '../../domain/solana/programs.ts';
import type { Instruction, ParsedInstruction } from '../../domain/solana/transaction.ts';
import { systemProgram } from './system-program.ts';
import { tokenProgram } from './token-program.ts';

const [alice, bob, mint, authority] = ['alice', 'bob', 'mint', 'authority'].map(addressFor) as [
  string,
  string,
  string,
  string,
];
const [from, to] = ['account of alice', 'account of bob'].map(addressFor) as [string, string];
const tokens = {
  [from]: { mint, owner: alice, amount: 100n },
  [to]: { mint, owner: bob, amount: 100n },
};
const of = { instruction: 0, program: TOKEN };

function read(call: Call, platform = tokenProgram) {
  const transaction = buildTransaction([call], { tokens });
  return platform.read(transaction.instructions[0] as Instruction, transaction);
}

function readParsed(program: string, parsed: ParsedInstruction, platform = tokenProgram) {
  const built = buildTransaction([{ program, accounts: [], data: new Uint8Array() }], { tokens });
  const instructions = built.instructions.map((instruction) => ({ ...instruction, parsed }));
  return platform.read(instructions[0] as Instruction, { ...built, instructions });
}

const plain = (data: readonly number[], accounts: readonly string[]): Call => ({
  ...{ program: TOKEN, accounts, data: Uint8Array.from(data) },
});

test('what was moved is told with the owners of the accounts', () => {
  const moved = [{ type: 'tokenMoved', ...of, from: alice, to: bob, mint, amount: 7n }];
  assert.deepEqual(read(transferOf({ mint, from, to, authority: alice, amount: 7n })), moved);
  assert.deepEqual(read(plain([3, 7, 0, 0, 0, 0, 0, 0, 0], [from, to, alice])), moved);
  const info = { source: from, destination: to, authority: alice, mint, tokenAmount: { amount: '7' } };
  assert.deepEqual(readParsed(TOKEN, { type: 'transferChecked', info }), moved);
  assert.deepEqual(read(transferOf({ mint, from, to, authority: alice, amount: 7n, fee: 1n })), [
    { ...moved[0], program: TOKEN_2022 },
  ]);
});

test('what was minted and burned', () => {
  assert.deepEqual(read(mintOf({ mint, to, authority, amount: 9n })), [
    { type: 'tokenMinted', ...of, to: bob, mint, amount: 9n },
  ]);
  assert.deepEqual(read(burnOf({ mint, from, authority: alice, amount: 9n })), [
    { type: 'tokenBurned', ...of, from: alice, mint, amount: 9n },
  ]);
});

test('whose word counts from now on', () => {
  const given = (kind: number, to: string | null): Call =>
    plain(
      [6, kind, to === null ? 0 : 1, ...(to === null ? [] : (parseBase58(to) as Uint8Array))],
      [mint, authority],
    );
  const changed = { type: 'authorityChanged', ...of, account: mint };
  assert.deepEqual(read(given(0, null)), [{ ...changed, kind: 'mintTokens', to: null }]);
  assert.deepEqual(read(given(1, bob)), [{ ...changed, kind: 'freezeAccount', to: bob }]);
  assert.deepEqual(read(given(99, bob)), [{ ...changed, kind: 'authority 99', to: bob }]);
  const info = { mint, authority, authorityType: 'mintTokens', newAuthority: null };
  assert.deepEqual(readParsed(TOKEN, { type: 'setAuthority', info }), [
    { ...changed, kind: 'mintTokens', to: null },
  ]);
});

test('what was frozen and thawed', () => {
  const frozen = { type: 'accountFrozen', ...of, account: from, mint };
  assert.deepEqual(read(plain([10], [from, mint, authority])), [{ ...frozen, isFrozen: true }]);
  assert.deepEqual(read(plain([11], [from, mint, authority])), [{ ...frozen, isFrozen: false }]);
  const info = { account: from, mint, freezeAuthority: authority };
  assert.deepEqual(readParsed(TOKEN, { type: 'freezeAccount', info }), [{ ...frozen, isFrozen: true }]);
});

test('instructions of no interest are known, others are told', () => {
  for (const tag of [0, 1, 2, 4, 5, 9, 16, 17, 18, 20, 22, 25, 27, 36, 44, 255])
    assert.deepEqual(read(plain([tag], [from])), [], `tag ${tag}`);
  const metadata = [0xd2, 0xe1, 0x1e, 0xa2, 0x58, 0xb8, 0x4d, 0x8d];
  assert.deepEqual(read(plain(metadata, [mint])), []);
  assert.deepEqual(read(plain([0xd2], [mint])), { notUnderstood: 'unknown instruction 210' });
  assert.deepEqual(read(plain([], [mint])), { notUnderstood: 'unknown instruction without data' });
  assert.deepEqual(read(plain([6], [mint])), { notUnderstood: 'whose authority changed is missing' });
});

test('SOL that was sent is told, rent of a new account is not', () => {
  const sent = [{ type: 'solMoved', instruction: 0, program: SYSTEM, from: alice, to: bob, lamports: 5n }];
  assert.deepEqual(read(solTransferOf(alice, bob, 5n), systemProgram), sent);
  const info = { source: alice, destination: bob, lamports: 5 };
  assert.deepEqual(readParsed(SYSTEM, { type: 'transfer', info }, systemProgram), sent);
  const opened = { source: alice, newAccount: bob, lamports: 5, space: 165, owner: TOKEN };
  assert.deepEqual(readParsed(SYSTEM, { type: 'createAccount', info: opened }, systemProgram), []);
  const withSeed = Buffer.concat([
    Uint8Array.of(3, 0, 0, 0),
    new Uint8Array(32),
    Buffer.from('0200000000000000', 'hex'),
  ]);
  const data = Buffer.concat([
    withSeed,
    Buffer.from('ab'),
    Buffer.from('0500000000000000', 'hex'),
    new Uint8Array(40),
  ]);
  assert.deepEqual(read({ program: SYSTEM, accounts: [alice, bob], data }, systemProgram), []);
});
