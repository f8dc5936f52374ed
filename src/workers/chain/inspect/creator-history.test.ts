import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KnownToken } from '../../../domain/solana/known-token.ts';
import { toHistory } from './creator-history.ts';
import { PUMP } from './known-addresses.ts';
import type { Account } from './node-calls.ts';

const nowMs = 1_800_000_000_000;
const HOUR_MS = 3_600_000;
const token = (pool: string, launchedAtMs: number): KnownToken => ({
  ...{
    mint: pool.toLowerCase(),
    name: '',
    symbol: '',
    uri: '',
    creator: 'C',
    program: PUMP,
    pool,
    launchedAtMs,
  },
  ...{ signature: '', verdict: null, score: null },
});

function curve(lamports: bigint, isComplete: boolean): Account {
  const data = Buffer.alloc(125);
  data.write('17b7f83760d8ac60', 'hex');
  data.writeBigUInt64LE(lamports, 32);
  data[48] = isComplete ? 1 : 0;
  return { owner: PUMP, lamports, data };
}

test('a launch of long ago without anything on its curve, or closed, collapsed; a full or a fresh one did not', () => {
  const poolOf = new Map([
    ['EMPTY', curve(5_000n, false)],
    ['DEEP', curve(30_000_000_000n, false)],
    ['FULL', curve(0n, true)],
    ['FRESH', curve(0n, false)],
  ]);
  const old = nowMs - 2 * HOUR_MS;
  const tokens = [
    ...['EMPTY', 'DEEP', 'FULL', 'CLOSED'].map((pool) => token(pool, old)),
    token('FRESH', nowMs - 1000),
  ];
  assert.deepEqual(toHistory(tokens, poolOf, nowMs), { launched: 5, collapsed: 2 });
});
