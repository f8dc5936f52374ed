// What the venue knows of its candles, asked for once where several want the same.
import type { Clock } from '../../../../core/clock.ts';
import type { CandleView } from '../../../../domain/order-flow/market-words.ts';

export type VenueWish = {
  readonly instrument: string;
  readonly interval: string;
  readonly fromMs: number;
  readonly toMs: number;
};

export type VenueCandles = { read(wish: VenueWish): Promise<CandleView[]> };

/** With what is of use to the analyst alone. */
type Told = CandleView & { readonly quoteVolume?: string };

type Options = {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly market: {
    candles(wish: VenueWish, options: { readonly deadlineMs: number }): Promise<Told[]>;
  };
};

const FRESH_MS = 10_000;
const MAX_KEPT = 100;
const DEADLINE = { deadlineMs: 8000 };

/** What it cannot tell is asked no sooner than what it told. */
export function createVenueCandles({ clock, market }: Options): VenueCandles {
  const answers = new Map<string, { readonly untilMs: number; readonly candles: Promise<CandleView[]> }>();
  return {
    read(wish) {
      const nowMs = clock.monotonicMs();
      for (const [key, { untilMs }] of answers)
        if (untilMs <= nowMs || answers.size >= MAX_KEPT) answers.delete(key);
      const key = JSON.stringify(wish);
      const known = answers.get(key);
      if (known) return known.candles;
      const candles = market
        .candles(wish, DEADLINE)
        .then((told) => told.map(({ quoteVolume, ...candle }) => candle));
      answers.set(key, { untilMs: nowMs + FRESH_MS, candles });
      return candles;
    },
  };
}
