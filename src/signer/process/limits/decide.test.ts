import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Address } from '../base58.ts';
import { SOL } from '../solana/programs.ts';
import { address, encodeMessage, sendSol } from '../testing/encode-message.ts';
import { exampleLimits, friend, tip } from '../testing/example-limits.ts';
import { decide, type SignRequest } from './decide.ts';
import { parseLimits } from './limits.ts';
import { createUsage, recordUse } from './usage.ts';

const DAY_MS = 24 * 3_600_000;
const keys = ['key 1', 'key 2', 'key 3'].map(address) as [Address, Address, Address];
const rates = { perSecond: 3, perMinute: 6 };
const keyRates = { perSecond: 2, perMinute: 4 };
const limits = parseLimits({
  ...exampleLimits(),
  rates,
  eachKey: { ...exampleLimits().eachKey, rates: keyRates },
});
const { trade, withdrawals } = limits.eachKey;
const FEE_LAMPORTS = 5000n;

type Asked = {
  purpose: SignRequest['purpose'];
  keyId: Address;
  lamports: bigint;
  waitMs: number;
  isUnlocked: boolean;
};
type Signed = Asked & { atMs: number };

const asked: fc.Arbitrary<Asked> = fc.record({
  purpose: fc.constantFrom('trade', 'withdrawal'),
  keyId: fc.constantFrom(...keys),
  lamports: fc.oneof(fc.bigInt({ min: 1n, max: 1000n }), fc.bigInt({ min: 1n, max: 1_200_000n })),
  // mostly so close that each limit is reached in some run
  waitMs: fc.oneof(
    { weight: 10, arbitrary: fc.nat(2000) },
    { weight: 2, arbitrary: fc.nat(60_000) },
    { weight: 1, arbitrary: fc.nat(6 * 3_600_000) },
  ),
  isUnlocked: fc.boolean(),
});

/** What a signer that follows the decisions would have signed. */
function run(requests: readonly Asked[]): Signed[] {
  const usage = createUsage();
  let nowMs = 0;
  return requests.flatMap((request) => {
    nowMs += request.waitMs;
    const { purpose, keyId, lamports, isUnlocked } = request;
    const to = purpose === 'trade' ? tip : friend;
    const message = encodeMessage({ payer: keyId, instructions: [sendSol(keyId, to, lamports)] });
    const decision = decide({ purpose, keyId, message }, limits, { usage, isUnlocked, nowMs, wallMs: 0 });
    if (!decision.allowed) return [];
    recordUse(usage, keyId, decision.charges, nowMs);
    return [{ ...request, atMs: nowMs }];
  });
}

const sum = (signed: readonly Signed[], fee: bigint) =>
  signed.reduce((total, { lamports }) => total + lamports + fee, 0n);

test('no sequence of requests ever gets beyond a limit', () => {
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 60 }), (requests) => {
      const signed = run(requests);
      for (const last of signed) {
        const within = (spanMs: number, of = signed) =>
          of.filter(({ atMs }) => atMs > last.atMs - spanMs && atMs <= last.atMs);
        const ofKey = signed.filter(({ keyId }) => keyId === last.keyId);
        assert.ok(within(1000).length <= rates.perSecond && within(60_000).length <= rates.perMinute);
        assert.ok(within(1000, ofKey).length <= keyRates.perSecond);
        assert.ok(within(60_000, ofKey).length <= keyRates.perMinute);
        const inADay = (purpose: string) => within(DAY_MS, ofKey).filter((one) => one.purpose === purpose);
        assert.ok(sum(inADay('trade'), FEE_LAMPORTS) <= trade.maxOutlayPerDayLamports);
        const sol = withdrawals.assets.get(SOL);
        assert.ok(sol && sum(inADay('withdrawal'), 0n) <= sol.maxPerDay);
        if (last.purpose === 'withdrawal') assert.ok(last.isUnlocked && last.lamports <= sol.maxAmount);
        else assert.ok(last.lamports <= 100_000n);
      }
    }),
    { numRuns: 300 },
  );
});

test('what fits the limits is allowed, so that they do not hold by refusing everything', () => {
  const one = { purpose: 'trade', keyId: keys[0], lamports: 1n, isUnlocked: false } as const;
  const calm = Array.from({ length: 20 }, () => ({ ...one, waitMs: 20_000 }));
  assert.equal(run(calm).length, 20);
  const day = [0, 0, 0].map(
    () => ({ ...one, purpose: 'withdrawal', lamports: 1_000_000n, isUnlocked: true }) as const,
  );
  const spaced = day.map((request) => ({ ...request, waitMs: 60_000 }));
  assert.equal(
    run([...spaced, { ...one, purpose: 'withdrawal', isUnlocked: true, waitMs: 60_000 }]).length,
    3,
  );
  const [first] = spaced;
  assert.equal(run([...spaced, { ...(first as Asked), waitMs: 25 * 3_600_000 }]).length, 4);
});

test('a decision changes nothing, and is the same each time', () => {
  const usage = createUsage();
  recordUse(usage, keys[0], [{ account: 'a', amount: 5n }], 0);
  const before = structuredClone(usage);
  const message = encodeMessage({ payer: keys[0], instructions: [sendSol(keys[0], tip, 5n)] });
  const request = { purpose: 'trade', keyId: keys[0], message } as const;
  const decisions = [1, 2].map(() =>
    decide(request, limits, { usage, isUnlocked: false, nowMs: 1, wallMs: 0 }),
  );
  assert.deepEqual(decisions[0], decisions[1]);
  assert.deepEqual(usage, before);
});

test('random messages are decided on, never a throw', () => {
  const circumstances = { usage: createUsage(), isUnlocked: true, nowMs: 0, wallMs: 0 };
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1300 }), (bytes) => {
      for (const purpose of ['trade', 'withdrawal'] as const)
        assert.ok(
          !decide({ purpose, keyId: keys[0], message: Buffer.from(bytes) }, limits, circumstances).allowed,
        );
    }),
  );
});

test('what is counted is forgotten again, so that it takes no more memory in a year than in a day', () => {
  const usage = createUsage();
  for (let hour = 0; hour < 500; hour++)
    for (let i = 0; i < 20; i++)
      recordUse(usage, keys[0], [{ account: 'a', amount: 1n }], hour * 3_600_000 + i);
  assert.ok(usage.signedAtMs.length <= 20 && usage.byKey.get(keys[0])?.length === usage.signedAtMs.length);
  assert.equal(usage.moved.get('a')?.size, 25);
});
