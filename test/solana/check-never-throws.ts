// A platform that is given half an instruction says so, or tells events that are ones: it never throws.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chainEvent } from '../../src/domain/solana/chain-event.ts';
import type { ChainTransaction } from '../../src/domain/solana/transaction.ts';
import type { Platform } from '../../src/platforms/platform.ts';
import { buildTransaction, transferOf } from './built-transaction.ts';
import { readAll } from './check-platform.ts';
import { addressFor, type IdlEncoder } from './idl-encoder.ts';

/** Accounts and data cut short, a byte turned, calls, balances and log left out. */
export function checkNeverThrows(platform: Platform, transaction: ChainTransaction, numRuns = 300): void {
  const damage = fc.record({
    at: fc.nat(transaction.instructions.length - 1),
    accounts: fc.nat(40),
    data: fc.nat(400),
    turned: fc.nat(400),
    by: fc.integer({ min: 0, max: 255 }),
    hasCalls: fc.boolean(),
    hasBalances: fc.boolean(),
  });
  fc.assert(
    fc.property(damage, ({ at, accounts, data, turned, by, hasCalls, hasBalances }) => {
      const instructions = transaction.instructions
        .map((instruction) => {
          if (instruction.index !== at) return instruction;
          const bytes = Uint8Array.from(instruction.data.subarray(0, data));
          if (turned < bytes.length) bytes[turned] = (bytes[turned] as number) ^ by;
          return { ...instruction, accounts: instruction.accounts.slice(0, accounts), data: bytes };
        })
        .filter(({ inner }) => hasCalls || inner === null)
        .map((instruction, index) => ({ ...instruction, index }));
      const bare = { preTokens: [], postTokens: [], preLamports: [], postLamports: [], logs: [] };
      const damaged = { ...transaction, ...(hasBalances ? {} : bare), instructions };
      for (const reading of readAll(platform, damaged))
        if ('notUnderstood' in reading) assert.ok(reading.notUnderstood.length > 0);
        else for (const event of reading) chainEvent.parse(event);
    }),
    { numRuns },
  );
}

/** The same of every instruction that a description has, each with one token moved between its accounts. */
export function checkBroken(
  platform: Platform,
  { idl, instruction }: IdlEncoder,
  program = platform.programs[0] as string,
): void {
  const calls = idl.instructions.map(({ name }) => {
    const call = { ...instruction(name), program };
    const [from = addressFor('from'), to = addressFor('to')] = call.accounts.slice(-2);
    const move = transferOf({ mint: addressFor('mint'), from, to, authority: from, amount: 1n });
    return { ...call, calls: [move] };
  });
  checkNeverThrows(platform, buildTransaction(calls));
}
