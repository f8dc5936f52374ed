// The exchange on a simulated market, which follows the clock of the sandbox in steps: short ones while it can, longer ones when it is far behind.
import type { Random } from '../../../core/random.ts';
import { createSeededRandom } from '../../../core/random.ts';
import type { SimulatedInstrument } from '../../market/instrument.ts';
import { toPrice } from '../../market/instrument.ts';
import { createMarket } from '../../market/market.ts';
import type { MarketEvent } from '../../market/market-event.ts';
import type { SymbolMarket } from '../../market/symbol-market.ts';
import type { SandboxClock } from '../../sandbox-clock.ts';
import { type ExchangeFaults, noFaults } from '../faults.ts';
import type { ExchangeSource } from '../source.ts';
import { publishAllSymbols } from './all-symbol-streams.ts';
import { createSimulatedRecord } from './simulated-record.ts';
import { createSymbolStreams, type SymbolStreams } from './symbol-streams.ts';

/** Between two turns, in real time, and the shortest step of a market that keeps up. */
const TURN_MS = 20;
/** Of one turn: the rest of the time goes into longer steps. */
const MAX_STEPS = 4;
/** The market has traded for so long when the exchange opens. */
const WARM_UP_MS = 20_000;
const WARM_UP_STEP_MS = 50;

type Options = {
  readonly random: Random;
  readonly clock: SandboxClock;
  readonly faults?: ExchangeFaults;
  readonly instruments?: readonly SimulatedInstrument[];
  /** Candles before the market began; a bench of many symbols does without. */
  readonly hasHistory?: boolean;
};

export function openSimulatedSource({
  random,
  clock,
  faults = noFaults,
  instruments,
  hasHistory = true,
}: Options): ExchangeSource {
  const startMs = Math.floor(clock.now()) - WARM_UP_MS;
  const nowMs = () => Math.floor(clock.now()) + (faults('clock-skew')?.byMs ?? 0);
  const market = createMarket({ random, startMs, ...(instruments ? { instruments } : {}) });
  const historySeed = random.below(2 ** 31);
  const parts = new Map(
    market.symbols.map((symbol) => [
      symbol,
      {
        // the same walk for each, so that the markets of one asset have one past
        record: createSimulatedRecord(symbol, {
          historyRandom: hasHistory ? createSeededRandom(historySeed) : undefined,
          ...{ startMs, nowMs },
        }),
        streams: undefined as SymbolStreams | undefined,
      },
    ]),
  );
  const records = [...parts.values()].map(({ record }) => record);
  let stepMs = 0;
  let timer = clock.after(0, () => {});
  timer.cancel();

  const on = (symbol: SymbolMarket, original: MarketEvent) => {
    const part = parts.get(symbol);
    if (!part) return;
    const skewMs = faults('clock-skew')?.byMs ?? 0;
    const event = skewMs === 0 ? original : { ...original, atMs: original.atMs + skewMs };
    if (event.type === 'trade') part.record.addTrade(event);
    else if (event.type === 'aggTrade') {
      part.record.aggTrades.push(event);
      part.record.futures?.addOpenInterest(Math.trunc((event.isBuyerMaker ? -event.lots : event.lots) / 8));
    }
    part.streams?.on(event);
  };
  const updateFutures = () => {
    for (const [symbol, { record }] of parts) {
      const bid = symbol.book.bids.best()?.ticks;
      const ask = symbol.book.asks.best()?.ticks;
      if (!record.futures || bid === undefined || ask === undefined) continue;
      const middle = toPrice(symbol.instrument, (bid + ask) / 2);
      record.futures.update(nowMs(), middle, market.fair.of(symbol.instrument.base));
    }
  };
  market.listen(on);
  for (let atMs = startMs; atMs < startMs + WARM_UP_MS; atMs += WARM_UP_STEP_MS)
    market.step(atMs + WARM_UP_STEP_MS);
  updateFutures();

  return {
    records,
    nowMs,
    start(hub) {
      let second = 0;
      for (const [symbol, part] of parts) part.streams = createSymbolStreams(symbol, part.record, hub);
      const step = (untilMs: number) => {
        market.step(untilMs);
        const exchangeMs = untilMs + (faults('clock-skew')?.byMs ?? 0);
        const isNewSecond = Math.floor(exchangeMs / 1000) !== second;
        if (isNewSecond) updateFutures();
        for (const { streams } of parts.values()) streams?.advance(exchangeMs);
        if (!isNewSecond) return;
        second = Math.floor(exchangeMs / 1000);
        publishAllSymbols(records, hub, exchangeMs);
      };
      const turn = () => {
        timer = clock.after(TURN_MS * clock.speed, turn);
        market.forceRegime(faults('regime')?.name);
        const untilMs = Math.floor(clock.now());
        const behindMs = untilMs - market.nowMs;
        if (behindMs <= 0) return;
        const steps = Math.min(MAX_STEPS, Math.ceil(behindMs / TURN_MS));
        stepMs = Math.round(behindMs / steps);
        for (let i = 1; i <= steps; i++) step(untilMs - Math.round((behindMs * (steps - i)) / steps));
      };
      turn();
    },
    stop: () => timer.cancel(),
    tell: () => ({
      symbols: records.map(({ instrument: { kind, symbol } }) => `${kind}:${symbol}`).join(' '),
      regime: market.regime.name,
      stepMs,
      says:
        stepMs > 5 * TURN_MS
          ? `It cannot trade as densely as its time runs: it moves in steps of ${stepMs} ms.`
          : 'It keeps up with its time.',
    }),
  };
}
