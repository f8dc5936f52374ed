import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { USDC, WRAPPED_SOL } from './programs.ts';
import { toUnrealised, toWalletGains } from './wallet-gains.ts';

type Given = Parameters<typeof toWalletGains>[0] extends Iterable<infer T> ? T : never;
const [PEPE, WIF] = [
  'Pepe111111111111111111111111111111111111111',
  'Wif11111111111111111111111111111111111111111',
];
const trade = (
  side: Given['side'],
  tokenAmount: bigint,
  quoteAmount: bigint,
  more: Partial<Given> = {},
): Given => ({
  side,
  token: PEPE,
  quote: WRAPPED_SOL,
  tokenAmount,
  quoteAmount,
  atMs: 1,
  ...more,
});

test('a sale realises what it brings less the average cost, and the rest stays at that cost', () => {
  const [gains] = toWalletGains([
    trade('buy', 100n, 1000n),
    trade('buy', 100n, 3000n),
    trade('sell', 50n, 2000n),
  ]);
  assert.deepEqual(
    [gains?.realised, gains?.held, gains?.cost, gains?.buys, gains?.sells],
    [1000n, 150n, 3000n, 2, 1],
  );
});

test('what was sold without having been bought is told apart and realises nothing', () => {
  const [gains] = toWalletGains([trade('buy', 100n, 1000n), trade('sell', 200n, 5000n)]);
  assert.deepEqual(
    [gains?.realised, gains?.receivedWithoutCost, gains?.held, gains?.cost],
    [1500n, 2500n, 0n, 0n],
  );
});

test('SOL and USDC are counted apart, and quotes swapped for each other are no position', () => {
  const gains = toWalletGains([
    trade('buy', 10n, 5n),
    trade('buy', 10n, 7n, { quote: USDC }),
    trade('swap', 9n, 9n, { token: USDC }),
  ]);
  assert.deepEqual(
    gains.map(({ quote, cost }) => [quote, cost]),
    [
      [WRAPPED_SOL, 5n],
      [USDC, 7n],
    ],
  );
});

test('a token that is swapped for another takes its cost along', () => {
  const gains = toWalletGains([
    trade('buy', 100n, 1000n),
    trade('swap', 7n, 50n, { token: WIF, quote: PEPE }),
    trade('sell', 7n, 900n, { token: WIF }),
  ]);
  const [pepe, wif] = gains;
  assert.deepEqual([pepe?.held, pepe?.cost, pepe?.carried, pepe?.realised], [50n, 500n, 500n, 0n]);
  assert.deepEqual([wif?.held, wif?.realised], [0n, 400n]);
});

test('what is swapped for less than one unit is lost, not held', () => {
  const [pepe, wif] = toWalletGains([
    trade('buy', 1n, 1000n),
    trade('swap', 1n, 2n, { token: WIF, quote: PEPE }),
  ]);
  assert.deepEqual([pepe?.carried, pepe?.cost], [1000n, 0n]);
  assert.deepEqual([wif?.held, wif?.cost, wif?.realised], [0n, 0n, -1000n]);
});

test('whatever is traded, nothing is made and nothing is lost', () => {
  const amount = fc.bigInt({ min: 1n, max: 10n ** 18n });
  const any = fc.record({
    side: fc.constantFrom('buy', 'sell', 'swap' as const),
    token: fc.constantFrom(PEPE, WIF, USDC),
    quote: fc.constantFrom(WRAPPED_SOL, USDC, PEPE, WIF),
    tokenAmount: amount,
    quoteAmount: amount,
    atMs: fc.nat(),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 60 }), (trades) => {
      const gains = toWalletGains(trades as Given[]);
      for (const { spent, received, receivedWithoutCost, realised, held, cost, carried } of gains) {
        assert.ok(held >= 0n && cost >= 0n && receivedWithoutCost >= 0n);
        // What was paid is in what was sold, in what went over, or still there.
        assert.equal(received - receivedWithoutCost - realised, spent - cost - carried);
        if (held === 0n && carried === 0n) assert.equal(cost, 0n);
      }
    }),
  );
});

test('in one piece or in many, selling all realises the same', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 12 }),
      fc.bigInt({ min: 0n, max: 10n ** 15n }),
      (parts, paid) => {
        const all = parts.reduce((sum, part) => sum + part, 0n);
        const whole = toWalletGains([trade('buy', all, paid), trade('sell', all, all * 3n)]);
        const split = toWalletGains([
          trade('buy', all, paid),
          ...parts.map((part) => trade('sell', part, part * 3n)),
        ]);
        assert.equal(split[0]?.realised, whole[0]?.realised);
        assert.equal(split[0]?.cost, 0n);
      },
    ),
  );
});

test('what is held is worth its price less its cost, exactly', () => {
  const decimals = { token: 6, quote: 9 };
  assert.equal(toUnrealised({ held: 2_000_000n, cost: 1_500_000_000n }, '1.25', decimals), 1_000_000_000n);
  assert.equal(toUnrealised({ held: 1n, cost: 0n }, '0.000000001', { token: 0, quote: 9 }), 1n);
  assert.equal(toUnrealised({ held: 1n, cost: 0n }, 'NaN', decimals), null);
});
