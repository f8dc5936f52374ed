import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configSchema } from '../../../config/schema.ts';
import { kinds } from './index.ts';

/** One value of each kind, as its owner would store it. */
const samples: Readonly<Record<(typeof kinds)[number]['name'], unknown>> = {
  channels: { id: '-100', title: 'Calls', calls: 3, winRate: 0.5, averageGain: null },
  userSettings: { userId: '7', language: 'en', timeZone: 'UTC', isMuted: false },
  subscriptions: { userId: '7', plan: 'pro', status: 'active', endsAtMs: null },
  telegramPermissions: { chatId: '-1', userId: '7', role: 'member', canPost: true },
  wallets: {
    address: 'A',
    slot: 1,
    lamports: '123456789012345678901234567890',
    tokens: [{ mint: 'M', amount: '0', decimals: 6 }],
  },
};

test('TTL and size are those of the plan, and the configuration has them as defaults', () => {
  const plan = {
    channels: { ttlMs: 30 * 60_000, max: 1000 },
    userSettings: { ttlMs: 5 * 60_000, max: 5000 },
    subscriptions: { ttlMs: 5 * 60_000, max: 5000 },
    telegramPermissions: { ttlMs: 5 * 60_000, max: 1000 },
    wallets: { ttlMs: 30_000, max: 5000 },
  };
  assert.deepEqual(configSchema.parse({}).cache.kinds, plan);
});

for (const { name, schema, summary, staleMs, negativeTtlMs, ttlMs } of kinds) {
  test(`${name}: a value comes back from JSON as it was, and nothing else is let in`, () => {
    assert.deepEqual(schema.parse(JSON.parse(JSON.stringify(samples[name]))), samples[name]);
    for (const wrong of [
      undefined,
      1,
      'text',
      [],
      {},
      { ...Object(samples[name]), [firstKey(samples[name])]: {} },
    ])
      assert.equal(schema.safeParse(wrong).success, false);
  });

  test(`${name}: nothing is remembered as missing or stale for longer than it is fresh`, () => {
    assert.ok(negativeTtlMs <= ttlMs && staleMs <= ttlMs);
    assert.ok(summary.length > 0);
  });
}

test('amounts of money are text, never numbers', () => {
  const wallets = kinds.find(({ name }) => name === 'wallets');
  assert.equal(wallets?.schema.safeParse({ ...Object(samples.wallets), lamports: 5 }).success, false);
  assert.equal(wallets?.schema.safeParse({ ...Object(samples.wallets), lamports: '1.5' }).success, false);
});

function firstKey(value: unknown): string {
  return Object.keys(Object(value))[0] as string;
}
