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
import { exampleLimits, exchange, friend, hiddenExchange, mint, tip } from '../testing/example-limits.ts';
import { decide } from './decide.ts';
import { parseLimits } from './limits.ts';
import { createUsage } from './usage.ts';

const key = address('our key');
const thief = address('thief');
const limits = parseLimits(exampleLimits());
const swap: TestInstruction = { program: exchange, accounts: [key, friend], data: [1, 2, 3] };

function outcomeOf(instructions: readonly TestInstruction[], more: Partial<TestMessage> = {}): string {
  const message = encodeMessage({ payer: key, instructions, ...more });
  const circumstances = { usage: createUsage(), isUnlocked: true, nowMs: 0, wallMs: 0 };
  const decision = decide({ purpose: 'trade', keyId: key, message }, limits, circumstances);
  return decision.allowed ? 'allowed' : decision.reason;
}

const wrapped = tokenAccountOf(key, TOKEN, WRAPPED_SOL);
const openAccount = (owner: Address, token = TOKEN): TestInstruction => ({
  program: ASSOCIATED_TOKEN,
  accounts: [key, tokenAccountOf(owner, token, WRAPPED_SOL), owner, WRAPPED_SOL, SYSTEM, token],
  data: [1],
});
const close = (to: Address): TestInstruction => ({ program: TOKEN, accounts: [wrapped, to, key], data: [9] });

test('a whole trade with wrapping, fee and tip is allowed', () => {
  const wrap = sendSol(key, wrapped, 10n ** 18n);
  const sync = { program: TOKEN, accounts: [wrapped], data: [17] };
  const steps = [unitLimit(200_000), unitPrice(1000n), openAccount(key), wrap, sync, swap, close(key)];
  assert.equal(outcomeOf([...steps, sendSol(key, tip, 100_000n)]), 'allowed');
});

test('a program that is not listed is refused, also beside one that is', () => {
  assert.equal(outcomeOf([swap, { program: thief, accounts: [key], data: [] }]), 'PROGRAM_NOT_LISTED');
});

test('SOL goes to its own accounts and to listed ones up to their limit, in all', () => {
  assert.equal(outcomeOf([swap, sendSol(key, key, 10n ** 18n)]), 'allowed');
  for (const to of [
    thief,
    friend,
    tokenAccountOf(thief, TOKEN, WRAPPED_SOL),
    tokenAccountOf(key, TOKEN, mint),
  ])
    assert.equal(outcomeOf([swap, sendSol(key, to, 1n)]), 'DESTINATION_NOT_LISTED');
  assert.equal(outcomeOf([swap, sendSol(key, tip, 100_001n)]), 'AMOUNT_EXCEEDED');
  assert.equal(outcomeOf([sendSol(key, tip, 50_000n), swap, sendSol(key, tip, 50_001n)]), 'AMOUNT_EXCEEDED');
});

test('tokens go to its own account of that token only', () => {
  for (const program of [TOKEN, TOKEN_2022]) {
    const to = (account: Address) => outcomeOf([sendToken(program, [friend, mint, account, key], 1n)]);
    assert.equal(to(tokenAccountOf(key, program, mint)), 'allowed');
    assert.equal(to(tokenAccountOf(key, program, WRAPPED_SOL)), 'DESTINATION_NOT_LISTED');
    for (const other of [thief, friend, tip])
      assert.equal(to(tokenAccountOf(other, program, mint)), 'DESTINATION_NOT_LISTED');
  }
});

test('what is left of an account, and the deposit of a new one, stay with the key', () => {
  assert.equal(outcomeOf([swap, close(key)]), 'allowed');
  for (const other of [thief, tip, friend]) {
    assert.equal(outcomeOf([swap, close(other)]), 'DESTINATION_NOT_LISTED');
    assert.equal(outcomeOf([swap, openAccount(other)]), 'DESTINATION_NOT_LISTED');
  }
});

test('authority is never given away', () => {
  const approve = { program: TOKEN, accounts: [wrapped, thief, key], data: [4, 1, 0, 0, 0, 0, 0, 0, 0] };
  const setAuthority = { program: TOKEN, accounts: [wrapped, key], data: [6, 2, 1, ...Buffer.alloc(32, 9)] };
  const plainTransfer = {
    program: TOKEN,
    accounts: [wrapped, wrapped, key],
    data: [3, 1, 0, 0, 0, 0, 0, 0, 0],
  };
  const assign = { program: SYSTEM, accounts: [key], data: [1, 0, 0, 0, ...Buffer.alloc(32, 9)] };
  for (const forbidden of [approve, setAuthority, plainTransfer, assign])
    assert.equal(outcomeOf([swap, forbidden]), 'INSTRUCTION_FORBIDDEN');
});

test('accounts from lookup tables are for the programs that may have them', () => {
  const tableEntries = 2;
  const hidden = { fromTable: 1 };
  const call = (program: Address) =>
    outcomeOf([{ program, accounts: [key, hidden], data: [] }], { tableEntries });
  assert.equal(call(hiddenExchange), 'allowed');
  assert.equal(call(exchange), 'ACCOUNT_HIDDEN');
  assert.equal(call(thief), 'PROGRAM_NOT_LISTED');
  const send = { ...sendSol(key, tip, 1n), accounts: [key, hidden] };
  assert.equal(outcomeOf([send], { tableEntries }), 'ACCOUNT_HIDDEN');
});

test('the network fee is bounded, counted with every signature and without a unit limit as for the most units', () => {
  assert.equal(outcomeOf([unitLimit(100_000), unitPrice(450_000n), swap]), 'allowed');
  assert.equal(outcomeOf([unitLimit(100_000), unitPrice(450_001n), swap]), 'FEE_EXCEEDED');
  assert.equal(outcomeOf([unitPrice(450_000n), swap]), 'FEE_EXCEEDED');
  const signers = Array.from({ length: 10 }, (_, at) => address(`signer ${at}`));
  assert.equal(outcomeOf([swap], { otherSigners: signers }), 'FEE_EXCEEDED');
});

test('a message that needs no signature of the key, or is none, is refused', () => {
  assert.equal(outcomeOf([swap], { payer: thief }), 'SIGNER_NOT_NEEDED');
  assert.equal(outcomeOf([swap], { payer: thief, otherSigners: [key] }), 'allowed');
  const circumstances = { usage: createUsage(), isUnlocked: true, nowMs: 0, wallMs: 0 };
  const request = { purpose: 'trade', keyId: key, message: Buffer.from('hello') } as const;
  const decision = decide(request, limits, circumstances);
  assert.ok(!decision.allowed && decision.reason === 'MESSAGE_UNREADABLE');
});
