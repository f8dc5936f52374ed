// The simulated market: several correlated symbols, moved by steps of a clock that is handed in, the same for the same seed and steps.
import { createSeededRandom, type Random } from '../../core/random.ts';
import { createFairValues, type FairValues } from './fair-value.ts';
import { instruments as allInstruments, type SimulatedInstrument } from './instrument.ts';
import type { MarketEvent } from './market-event.ts';
import { createRegimeSwitch, type Regime, type RegimeName } from './regime.ts';
import { createSymbolMarket, type SymbolMarket } from './symbol-market.ts';

export type MarketListener = (market: SymbolMarket, event: MarketEvent) => void;

export type Market = {
  readonly symbols: readonly SymbolMarket[];
  readonly fair: FairValues;
  readonly regime: Regime;
  readonly nowMs: number;
  /** Goes on to a time that has not been yet; one step, however long. */
  step(untilMs: number): void;
  /** Undefined lets the regimes change by themselves again. */
  forceRegime(name: RegimeName | undefined): void;
  listen(listener: MarketListener): void;
};

type Options = {
  readonly random: Random;
  /** Wall ms of the sandbox. */
  readonly startMs: number;
  readonly instruments?: readonly SimulatedInstrument[];
};

export function createMarket({ random, startMs, instruments = allInstruments }: Options): Market {
  // a stream of its own for each part, so that one that draws more changes nothing for the others
  const fork = () => createSeededRandom(random.below(2 ** 31));
  const moods = createRegimeSwitch(fork());
  const assets = new Map(
    instruments.map(({ base, startPrice, beta }) => [base, { base, price: startPrice, beta }]),
  );
  const fair = createFairValues([...assets.values()], fork());
  const listeners: MarketListener[] = [];
  const symbols = instruments.map((instrument) => {
    const market: SymbolMarket = createSymbolMarket(instrument, {
      random: fork(),
      fair,
      startMs,
      regime: moods.regime,
      emit: (event) => {
        for (const listener of listeners) listener(market, event);
      },
    });
    return market;
  });
  let nowMs = startMs;
  return {
    symbols,
    fair,
    get regime() {
      return moods.regime;
    },
    get nowMs() {
      return nowMs;
    },
    step(untilMs) {
      const durationMs = untilMs - nowMs;
      if (durationMs <= 0) return;
      nowMs = untilMs;
      const regime = moods.step(durationMs);
      fair.step(durationMs, regime);
      for (const symbol of symbols) symbol.step(untilMs, durationMs, regime);
    },
    forceRegime: moods.force,
    listen: (listener) => void listeners.push(listener),
  };
}
