import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Address } from '../base58.ts';
import { tokenAccountOf } from '../solana/derived-address.ts';
import { ASSOCIATED_TOKEN, SYSTEM, TOKEN, TOKEN_2022, WRAPPED_SOL } from '../solana/programs.ts';
import {
  address,
  encodeMessage,
  sendSol,
  sendToken,
  type TestInstruction,
  type TestMessage,
  unitLimit,
  unitPrice,
} from '../testing/encode-message.ts';
import {
  exampleLimits,
  exchange,
  friend,
  mint,
  NEW_FRIEND_FROM_MS,
  newFriend,
  tip,
} from '../testing/example-limits.ts';
import { type Circumstances, decide } from './decide.ts';
import { parseLimits } from './limits.ts';
import { createUsage } from './usage.ts';

const key = address('our key');
const thief = address('thief');
const limits = parseLimits(exampleLimits());

function outcomeOf(
  instructions: readonly TestInstruction[],
  more: Partial<TestMessage> = {},
  now: Partial<Circumstances> = {},
): string {
  const message = encodeMessage({ payer: key, instructions, ...more });
  const circumstances = { usage: createUsage(), isUnlocked: true, nowMs: 0, wallMs: 0, ...now };
  const decision = decide({ purpose: 'withdrawal', keyId: key, message }, limits, circumstances);
  return decision.allowed ? 'allowed' : decision.reason;
}

const openAccount = (owner: Address): TestInstruction => ({
  program: ASSOCIATED_TOKEN,
  accounts: [key, tokenAccountOf(owner, TOKEN, mint), owner, mint, SYSTEM, TOKEN],
  data: [1],
});
const sendMint = (to: Address, amount: bigint, program = TOKEN): TestInstruction =>
  sendToken(
    program,
    [tokenAccountOf(key, program, mint), mint, tokenAccountOf(to, program, mint), key],
    amount,
  );

test('nothing leaves while withdrawals are locked', () => {
  assert.equal(outcomeOf([sendSol(key, friend, 1n)], {}, { isUnlocked: false }), 'LOCKED');
  assert.equal(outcomeOf([sendSol(key, friend, 1n)]), 'allowed');
});

test('SOL and tokens go to wallets of the address book up to the limit of one withdrawal, in all', () => {
  assert.equal(outcomeOf([unitLimit(1000), unitPrice(1n), sendSol(key, friend, 1_000_000n)]), 'allowed');
  assert.equal(outcomeOf([openAccount(friend), sendMint(friend, 500n)]), 'allowed');
  assert.equal(outcomeOf([sendMint(friend, 500n, TOKEN_2022)]), 'allowed');
  assert.equal(outcomeOf([sendSol(key, friend, 1_000_001n)]), 'AMOUNT_EXCEEDED');
  assert.equal(outcomeOf([sendMint(friend, 250n), sendMint(friend, 251n)]), 'AMOUNT_EXCEEDED');
});

test('an address outside the book is refused, also a tip, the key itself and the account of another token', () => {
  for (const to of [thief, tip, key]) {
    assert.equal(outcomeOf([sendSol(key, to, 1n)]), 'DESTINATION_NOT_LISTED');
    assert.equal(outcomeOf([sendMint(to, 1n)]), 'DESTINATION_NOT_LISTED');
    assert.equal(outcomeOf([openAccount(to), sendMint(friend, 1n)]), 'DESTINATION_NOT_LISTED');
  }
  const elsewhere = tokenAccountOf(friend, TOKEN, WRAPPED_SOL);
  const source = tokenAccountOf(key, TOKEN, mint);
  assert.equal(outcomeOf([sendToken(TOKEN, [source, mint, elsewhere, key], 1n)]), 'DESTINATION_NOT_LISTED');
});

test('a new address waits until its time', () => {
  for (const send of [sendSol(key, newFriend, 1n), sendMint(newFriend, 1n)]) {
    assert.equal(outcomeOf([send], {}, { wallMs: NEW_FRIEND_FROM_MS - 1 }), 'DESTINATION_HELD');
    assert.equal(outcomeOf([send], {}, { wallMs: NEW_FRIEND_FROM_MS }), 'allowed');
  }
});

test('an asset without a limit does not leave', () => {
  const source = tokenAccountOf(key, TOKEN, WRAPPED_SOL);
  const send = sendToken(TOKEN, [source, WRAPPED_SOL, tokenAccountOf(friend, TOKEN, WRAPPED_SOL), key], 1n);
  assert.equal(outcomeOf([send]), 'ASSET_NOT_LISTED');
});

test('whatever else a transaction does, it is no withdrawal', () => {
  const send = sendSol(key, friend, 1n);
  assert.equal(outcomeOf([send, { program: exchange, accounts: [key], data: [] }]), 'PROGRAM_NOT_LISTED');
  const close = { program: TOKEN, accounts: [friend, key, key], data: [9] };
  assert.equal(outcomeOf([send, close]), 'INSTRUCTION_FORBIDDEN');
  assert.equal(outcomeOf([unitLimit(5)]), 'NOTHING_MOVED');
  assert.equal(outcomeOf([send, unitPrice(10n ** 6n)]), 'FEE_EXCEEDED');
  assert.equal(outcomeOf([send], { tableEntries: 1 }), 'ACCOUNT_HIDDEN');
});

test('another key that signs too does not spend under the limits of this one', () => {
  const otherSigners = [thief];
  assert.equal(outcomeOf([sendSol(thief, friend, 1n)], { otherSigners }), 'INSTRUCTION_FORBIDDEN');
  const source = tokenAccountOf(thief, TOKEN, mint);
  const send = sendToken(TOKEN, [source, mint, tokenAccountOf(friend, TOKEN, mint), thief], 1n);
  assert.equal(outcomeOf([send], { otherSigners }), 'INSTRUCTION_FORBIDDEN');
});
