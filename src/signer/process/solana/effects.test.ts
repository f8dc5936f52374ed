import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Address } from '../base58.ts';
import {
  address,
  sendSol,
  sendToken,
  type TestInstruction,
  u64,
  unitLimit,
  unitPrice,
} from '../testing/encode-message.ts';
import { effectOf } from './effects.ts';
import {
  ASSOCIATED_TOKEN,
  builtIn,
  COMPUTE_BUDGET,
  memos,
  SYSTEM,
  TOKEN,
  TOKEN_2022,
  tokens,
} from './programs.ts';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(address) as [Address, Address, Address, Address];

function read({ program, accounts, data }: TestInstruction) {
  const named = accounts.map((account) => (typeof account === 'string' ? account : undefined));
  return effectOf({ program, accounts: named, data: Buffer.from(data) });
}

test('transfers are read with what they move and where to', () => {
  assert.deepEqual(read(sendSol(a, b, 2n ** 64n - 1n)), {
    kind: 'sendSol',
    from: a,
    to: b,
    lamports: 2n ** 64n - 1n,
  });
  for (const program of tokens)
    assert.deepEqual(read(sendToken(program, [a, b, c, d], 77n)), {
      kind: 'sendToken',
      program,
      mint: b,
      to: c,
      authority: d,
      amount: 77n,
    });
});

test('token accounts that are opened and closed are read with who gains', () => {
  const close = { program: TOKEN, accounts: [a, b, c], data: [9] };
  assert.deepEqual(read(close), { kind: 'closeTokenAccount', to: b });
  const accounts = [a, b, c, d, SYSTEM, TOKEN_2022];
  for (const data of [[], [0], [1]])
    assert.deepEqual(read({ program: ASSOCIATED_TOKEN, accounts, data }), {
      kind: 'createTokenAccount',
      owner: c,
    });
  assert.deepEqual(read({ program: TOKEN, accounts: [a], data: [17] }), { kind: 'nothing' });
});

test('what a transaction offers for its place is read', () => {
  assert.deepEqual(read(unitLimit(300_000)), { kind: 'unitLimit', units: 300_000n });
  assert.deepEqual(read(unitPrice(5n)), { kind: 'unitPrice', microLamports: 5n });
  for (const kind of [1, 4])
    assert.deepEqual(read({ program: COMPUTE_BUDGET, accounts: [], data: [kind, 0, 0, 1, 0] }), {
      kind: 'nothing',
    });
});

test('every other instruction of a program that is read is forbidden', () => {
  const padded = (kind: number, size: number) => Buffer.concat([Buffer.from([kind]), Buffer.alloc(size)]);
  const accounts = [a, b, c, d, SYSTEM, TOKEN];
  const allowed: Record<Address, number[]> = { [TOKEN]: [9, 12, 17], [TOKEN_2022]: [9, 12, 17] };
  for (const program of tokens)
    for (let kind = 0; kind < 256; kind++)
      for (const size of [0, 1, 8, 9, 33, 42]) {
        if (allowed[program]?.includes(kind)) continue;
        const effect = read({ program, accounts, data: padded(kind, size) });
        assert.deepEqual(effect, { kind: 'forbidden', program, instruction: kind });
      }
  for (let kind = 0; kind < 20; kind++) {
    if (kind === 2) continue;
    const data = Buffer.concat([Buffer.from([kind, 0, 0, 0]), u64(1n)]);
    assert.equal(read({ program: SYSTEM, accounts: [a, b], data }).kind, 'forbidden');
  }
  assert.equal(read({ program: ASSOCIATED_TOKEN, accounts, data: [2] }).kind, 'forbidden');
  assert.equal(read({ program: COMPUTE_BUDGET, accounts: [], data: Buffer.alloc(9) }).kind, 'forbidden');
});

test('bytes more or less than an instruction has, or accounts it lacks, are forbidden', () => {
  const transfer = sendSol(a, b, 1n);
  const token = sendToken(TOKEN, [a, b, c, d], 1n);
  const create = { program: ASSOCIATED_TOKEN, accounts: [a, b, c, d, SYSTEM, TOKEN], data: [1] };
  for (const whole of [transfer, token, create, { program: TOKEN, accounts: [a, b, c], data: [9] }]) {
    assert.notEqual(read(whole).kind, 'forbidden');
    assert.equal(read({ ...whole, data: [...whole.data, 0] }).kind, 'forbidden');
    assert.equal(read({ ...whole, accounts: whole.accounts.slice(0, -1) }).kind, 'forbidden');
  }
  assert.equal(
    read({ ...create, accounts: [a, b, c, d, SYSTEM, address('no token program')] }).kind,
    'forbidden',
  );
  assert.equal(read({ ...transfer, accounts: [a, b, c] }).kind, 'forbidden');
});

test('an account that a table hides is never taken for another one', () => {
  for (const { program, accounts, data } of [sendSol(a, b, 1n), sendToken(TOKEN, [a, b, c, d], 1n)])
    for (const [at] of accounts.entries()) {
      const hidden = accounts.map((account, place) => (place === at ? { fromTable: 0 } : account));
      assert.deepEqual(read({ program, accounts: hidden, data }), { kind: 'hidden', program });
    }
  const call = read({ program: a, accounts: [b, { fromTable: 0 }], data: [] });
  assert.deepEqual(call, { kind: 'call', program: a, hasHidden: true });
});

test('any instruction has an effect, and only programs that are not read are called', () => {
  const programs = [...builtIn, a];
  fc.assert(
    fc.property(
      fc.constantFrom(...programs),
      fc.uint8Array({ maxLength: 20 }),
      fc.nat(7),
      (program, data, count) => {
        const effect = read({ program, accounts: Array(count).fill(b), data: Buffer.from(data) });
        assert.equal(effect.kind === 'call', program === a);
        if (memos.has(program)) assert.equal(effect.kind, 'nothing');
      },
    ),
    { numRuns: 2000 },
  );
});
