import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { instruments } from '../market/instrument.ts';
import { createAmounts } from './amounts.ts';
import { createDecimalText, toDecimalText, toRatioText, toScaled } from './decimal-text.ts';

test('a number of units is printed with all its decimals, and read back', () => {
  assert.equal(createDecimalText(10, 2)(617_850), '61785.00');
  assert.equal(createDecimalText(1, 0)(412), '412');
  assert.equal(toDecimalText(-5n, 3), '-0.005');
  assert.equal(toRatioText(1n, 0n, 2), '0.00');
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 20n }),
      fc.integer({ min: 0, max: 8 }),
      (scaled, decimals) => {
        assert.equal(toScaled(toDecimalText(scaled, decimals), decimals), scaled);
      },
    ),
  );
});

test('the value of a trade is its price times its size, exactly, on every market', () => {
  for (const instrument of instruments.filter(({ kind }) => kind !== 'coinm')) {
    const amounts = createAmounts(instrument);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (ticks, lots) => {
          const exact = toScaled(amounts.price(ticks), 8) * toScaled(amounts.size(lots), 8);
          const printed = toScaled(amounts.value(BigInt(amounts.valueOf(ticks, lots))), 8);
          // printed values may have fewer decimals
          const rest = exact / 10n ** 8n - printed;
          assert.ok(rest >= 0n && rest < 10n ** 4n, `${exact} ${printed}`);
        },
      ),
    );
  }
});

test('a contract of 100 dollars is worth that much bitcoin', () => {
  const inverse = instruments.find(({ kind }) => kind === 'coinm');
  assert.ok(inverse);
  const amounts = createAmounts(inverse);
  assert.equal(amounts.value(BigInt(amounts.valueOf(500_000, 5))), '0.01000000');
});
