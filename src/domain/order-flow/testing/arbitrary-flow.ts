// Arbitrary trades and bars for properties.
import fc from 'fast-check';
import { FootprintBuilder } from '../bars/footprint-builder.ts';
import type { Aggressor } from '../flow-view.ts';
import type { FootprintBar, FootprintRow } from '../footprint.ts';

export type Trade = {
  readonly eventMs: number;
  readonly aggressor: Aggressor;
  readonly price: number;
  readonly size: number;
};

/** In the order of time, with prices close together and now and then far away. */
export const trades = (maxLength = 120): fc.Arbitrary<Trade[]> =>
  fc
    .array(
      fc.record({
        pauseMs: fc.oneof({ weight: 4, arbitrary: fc.nat(900) }, { weight: 1, arbitrary: fc.nat(90_000) }),
        aggressor: fc.constantFrom<Aggressor>('buy', 'sell'),
        price: fc.oneof(
          { weight: 6, arbitrary: fc.integer({ min: 1000, max: 1100 }) },
          { weight: 1, arbitrary: fc.integer({ min: 1, max: 9000 }) },
        ),
        size: fc.integer({ min: 1, max: 40 }),
      }),
      { minLength: 1, maxLength },
    )
    .map((all) => {
      let eventMs = 60_000;
      return all.map(({ pauseMs, ...trade }) => {
        eventMs += pauseMs;
        return { ...trade, eventMs };
      });
    });

export function barOf(all: readonly Trade[], binTicks = 10): FootprintBar {
  const builder = new FootprintBuilder({ by: 'volume', lots: Number.POSITIVE_INFINITY }, binTicks, () => {});
  for (const { eventMs, aggressor, price, size } of all) builder.add(eventMs, aggressor, price, size);
  return builder.bar!;
}

type Lots = number | readonly [ask: number, bid: number];

/** A bar whose rows are these, lowest first; a number stands for ask alone. Its range is that of the rows. */
export function barOfRows(
  lots: readonly Lots[],
  { openMs = 0, firstRow = 100, binTicks = 10 } = {},
): FootprintBar {
  const rows = lots.map((each, index): FootprintRow => {
    const [ask, bid] = typeof each === 'number' ? [each, 0] : each;
    return { row: firstRow + index, ask, bid };
  });
  const low = firstRow * binTicks;
  const high = (firstRow + rows.length) * binTicks - 1;
  const ask = rows.reduce((sum, row) => sum + row.ask, 0);
  const bid = rows.reduce((sum, row) => sum + row.bid, 0);
  const range = { openMs, lastMs: openMs, open: low, high, low, close: high };
  return { ...range, trades: 1, ask, bid, deltaMin: 0, deltaMax: 0, binTicks, rows };
}
