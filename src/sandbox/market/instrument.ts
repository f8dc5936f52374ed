// What is traded on the simulated exchange, in which steps, and how lively.

export type MarketKind = 'spot' | 'usdm' | 'coinm';

export type Instrument = {
  readonly kind: MarketKind;
  readonly symbol: string;
  /** Of an inverse contract the symbol without its expiry, else the symbol. */
  readonly pair: string;
  readonly base: string;
  readonly quote: string;
  /** Decimals with which a price is printed; a tick is `tickUnits` of the last of them. */
  readonly priceDecimals: number;
  readonly tickUnits: number;
  readonly sizeDecimals: number;
  readonly lotUnits: number;
  /** Quote value of one contract where that is fixed (inverse), else undefined. */
  readonly contractValue?: number;
};

/** An instrument with what a simulated market needs to begin. */
export type SimulatedInstrument = Instrument & {
  readonly startPrice: number;
  /** Sensitivity to the common factor, and own volatility beside it, as shares of the regime's. */
  readonly beta: number;
  /** Quote value of a usual order of a maker. */
  readonly orderValue: number;
};

type Steps = readonly [priceDecimals: number, tickUnits: number, sizeDecimals: number, lotUnits: number];
type Life = readonly [startPrice: number, beta: number, orderValue: number];

function linear(kind: MarketKind, base: string, steps: Steps, life: Life): SimulatedInstrument {
  const symbol = `${base}USDT`;
  return { kind, symbol, pair: symbol, base, quote: 'USDT', ...toSteps(steps), ...toLife(life) };
}

function toSteps([priceDecimals, tickUnits, sizeDecimals, lotUnits]: Steps) {
  return { priceDecimals, tickUnits, sizeDecimals, lotUnits };
}

function toLife([startPrice, beta, orderValue]: Life) {
  return { startPrice, beta, orderValue };
}

export const instruments: readonly SimulatedInstrument[] = [
  linear('spot', 'BTC', [8, 1_000_000, 8, 1000], [61_800, 1, 9000]),
  linear('spot', 'ETH', [8, 1_000_000, 8, 10_000], [2680, 1.2, 6000]),
  linear('spot', 'SOL', [8, 1_000_000, 8, 100_000], [152, 1.4, 4000]),
  linear('usdm', 'BTC', [2, 10, 3, 1], [61_800, 1, 20_000]),
  linear('usdm', 'ETH', [2, 1, 3, 1], [2680, 1.2, 12_000]),
  linear('usdm', 'SOL', [4, 100, 0, 1], [152, 1.4, 8000]),
  linear('usdm', 'DOGE', [6, 10, 0, 1], [0.104, 1.5, 4000]),
  linear('usdm', 'BNB', [3, 10, 2, 1], [512, 0.9, 5000]),
  {
    kind: 'coinm',
    symbol: 'BTCUSD_PERP',
    pair: 'BTCUSD',
    base: 'BTC',
    quote: 'USD',
    ...toSteps([1, 1, 0, 1]),
    contractValue: 100,
    ...toLife([61_800, 1, 12_000]),
  },
];

/** A price as a number, for models only; what is traded stays in ticks. */
export function toPrice({ tickUnits, priceDecimals }: Instrument, ticks: number): number {
  return (ticks * tickUnits) / 10 ** priceDecimals;
}

export function toTicks({ tickUnits, priceDecimals }: Instrument, price: number): number {
  return Math.max(1, Math.round((price * 10 ** priceDecimals) / tickUnits));
}

/** Lots that are worth about so much quote at a price; at least one. */
export function toLots(instrument: Instrument, value: number, price: number): number {
  const size = instrument.contractValue === undefined ? value / price : value / instrument.contractValue;
  return Math.max(1, Math.round((size * 10 ** instrument.sizeDecimals) / instrument.lotUnits));
}
