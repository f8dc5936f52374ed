// Whatever a node answers, the decoder neither throws nor says what its schema does not hold.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodedTransaction } from '../../src/domain/solana/decoded.ts';
import { isUnreadable } from '../../src/domain/solana/parse/fields.ts';
import { parseTransaction, parseTransactionText } from '../../src/domain/solana/parse-transaction.ts';
import type { ChainTransaction } from '../../src/domain/solana/transaction.ts';
import { decodeTransaction } from '../../src/workers/decoder/decode/decode-transaction.ts';
import { skipsWithoutData } from '../recorded-data.ts';
import { loadFixtures } from './fixtures.ts';

const skip = skipsWithoutData;
const fixtures = skip ? [] : loadFixtures();
/** `ZAPFLOW_TEST_CASES=100000` for the long run. */
const numRuns = Number(process.env['ZAPFLOW_TEST_CASES'] ?? 2_000);

type Container = Record<string | number, unknown>;

/** Changes the value at a place that the number picks, going down from the root at random. */
const mutation = fc.record({
  path: fc.array(fc.nat(), { minLength: 1, maxLength: 9 }),
  kind: fc.nat(),
  value: fc.anything(),
});

function mutate(
  root: unknown,
  { path, kind, value }: { path: readonly number[]; kind: number; value: unknown },
): void {
  let at = root as Container;
  for (const [step, pick] of path.entries()) {
    const keys = Object.keys(at);
    const key = keys[pick % keys.length];
    if (key === undefined) return;
    const held = at[key];
    const isLast = step === path.length - 1 || typeof held !== 'object' || held === null;
    if (!isLast) {
      at = held as Container;
      continue;
    }
    at[key] = changed(held, kind, value);
    if (kind % kinds.length === 0) delete at[key];
    return;
  }
}

const kinds = [
  'delete',
  'cut',
  'half',
  'repeat',
  'scramble',
  'null',
  'number',
  'anything',
  'negative',
  'huge',
] as const;

function changed(held: unknown, kind: number, value: unknown): unknown {
  switch (kinds[kind % kinds.length]) {
    case 'cut':
      return Array.isArray(held) || typeof held === 'string' ? held.slice(0, -1 - (kind % 3)) : undefined;
    case 'half':
      return Array.isArray(held) || typeof held === 'string' ? held.slice(0, held.length >> 1) : 0;
    case 'repeat':
      return Array.isArray(held) ? [...held, ...held] : held;
    case 'scramble':
      if (typeof held === 'string') return [...held].reverse().join('');
      return Array.isArray(held) ? held.toReversed() : held;
    case 'null':
      return null;
    case 'number':
      return kind % 300;
    case 'negative':
      return -kind;
    case 'huge':
      return typeof held === 'string' ? '9'.repeat(20) : 2 ** 70;
    default:
      return value;
  }
}

/** What the schema does not hold is thrown. */
function decodeWhole(transaction: ReturnType<typeof parseTransaction>): void {
  if (isUnreadable(transaction)) {
    assert.ok(transaction.notUnderstood.length > 0);
    return;
  }
  const decoded = decodeTransaction(transaction);
  decodedTransaction.parse(decoded);
  assert.deepEqual(
    decoded.notUnderstood.filter(({ reason }) => reason.includes('failed: ')),
    [],
  );
  for (const { input, output } of decoded.trades) assert.notEqual(input.mint, output.mint);
}

test('answers with changed, cut and missing fields', { skip, timeout: 3_600_000 }, () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(mutation, { minLength: 1, maxLength: 6 }), (pick, mutations) => {
      const answer: unknown = JSON.parse(fixtures[pick % fixtures.length]?.text ?? '');
      for (const one of mutations) mutate(answer, one);
      decodeWhole(parseTransaction(answer));
    }),
    { numRuns },
  );
});

test('answers whose instructions hold other bytes and accounts', { skip, timeout: 3_600_000 }, () => {
  const change = fc.record({
    at: fc.nat(),
    cut: fc.nat(40),
    byte: fc.nat(),
    value: fc.nat(255),
    drop: fc.nat(8),
  });
  fc.assert(
    fc.property(fc.nat(), fc.array(change, { minLength: 1, maxLength: 8 }), (pick, changes) => {
      const { transaction } = fixtures[pick % fixtures.length] as { transaction: ChainTransaction };
      const instructions = transaction.instructions.map((instruction) => ({ ...instruction }));
      for (const { at, cut, byte, value, drop } of changes) {
        const one = instructions[at % instructions.length];
        if (one === undefined) continue;
        const data = Uint8Array.from(
          one.data.subarray(0, cut % 3 === 0 ? one.data.length : one.data.length - cut),
        );
        if (data.length > 0) data[byte % data.length] = value;
        one.data = data;
        one.accounts = drop < 3 ? one.accounts.slice(0, one.accounts.length - drop - 1) : one.accounts;
      }
      const logs = transaction.logs.slice(0, pick % (transaction.logs.length + 1));
      decodeWhole({ ...transaction, instructions, logs });
    }),
    { numRuns },
  );
});

test('answers that break off', { skip, timeout: 3_600_000 }, () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (pick, at) => {
      const text = fixtures[pick % fixtures.length]?.text ?? '';
      decodeWhole(parseTransactionText(text.slice(0, at % text.length)));
    }),
    { numRuns: Math.min(numRuns, 2_000) },
  );
});

test('anything at all', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => decodeWhole(parseTransaction(value))),
    { numRuns },
  );
});
