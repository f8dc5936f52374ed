// One symbol of the simulated market: its book, its agents, and the events they cause.
import type { Random } from '../../core/random.ts';
import { createActionRecorder, type Ids } from './action-recorder.ts';
import { agentKinds } from './agents/index.ts';
import type { Agent, Desk } from './desk.ts';
import { drawCount, drawNormal } from './draws.ts';
import type { FairValues } from './fair-value.ts';
import { type SimulatedInstrument, toLots, toTicks } from './instrument.ts';
import type { MarketEvent } from './market-event.ts';
import { createMatchingBook, type MatchingBook, type OrderWish } from './matching-book.ts';
import type { Regime } from './regime.ts';

/** Of one agent in one step, so that a long step stays cheap. */
const MAX_ACTIONS = 6;
/** Futures trade around the spot price by this share, and come back to it. */
const BASIS = 0.0002;
const BASIS_MS = 120_000;

export type SymbolMarket = {
  readonly instrument: SimulatedInstrument;
  readonly book: MatchingBook;
  readonly ids: Readonly<Ids>;
  step(untilMs: number, durationMs: number, regime: Regime): void;
};

type Options = {
  readonly random: Random;
  readonly fair: FairValues;
  readonly startMs: number;
  readonly regime: Regime;
  readonly emit: (event: MarketEvent) => void;
};

export function createSymbolMarket(instrument: SimulatedInstrument, options: Options): SymbolMarket {
  const { random, fair, emit } = options;
  const isFutures = instrument.kind !== 'spot';
  const firstId = 5_000_000_000 + random.below(1_000_000_000);
  const ids: Ids = { tradeId: firstId, aggId: Math.floor(firstId / 2), updateId: firstId * 1000 };
  const recorder = createActionRecorder(ids, emit);
  const book = createMatchingBook(recorder);
  let basis = 0;
  let { regime } = options;
  let nowMs = options.startMs;
  let fairTicks = 0;
  value();

  function value(): void {
    // toTicks rounds, and models need the fraction
    const one = toTicks(instrument, 1e6) / 1e6;
    fairTicks = fair.of(instrument.base) * (1 + basis) * one;
  }

  const createDesk = (owner: number): Desk => {
    const place = (wish: Omit<OrderWish, 'owner'>) => {
      const order = book.place({ owner, ...wish });
      recorder.endOrder();
      return order;
    };
    /** The price to which an order that takes may go. */
    const reachOf = (isBuy: boolean, reach: number): number => {
      const best = (isBuy ? book.asks : book.bids).best()?.ticks ?? Math.round(fairTicks);
      return Math.max(1, Math.round(best * (isBuy ? 1 + reach : 1 - reach)));
    };
    return {
      instrument,
      random,
      book,
      get nowMs() {
        return nowMs;
      },
      get regime() {
        return regime;
      },
      get fairTicks() {
        return fairTicks;
      },
      place,
      cancel: (order) => book.cancel(order),
      take(isBuy, lots, reach) {
        place({ isBid: isBuy, ticks: reachOf(isBuy, reach), lots, isImmediate: true });
      },
      liquidate(isSell, lots) {
        const ticks = reachOf(!isSell, 0.004);
        const before = { ...recorder.filled };
        place({ isBid: !isSell, ticks, lots, isImmediate: true });
        const filledLots = recorder.filled.lots - before.lots;
        if (filledLots === 0) return;
        const averageTicks = (recorder.filled.value - before.value) / filledLots;
        emit({ type: 'liquidation', atMs: nowMs, isSell, ticks, averageTicks, lots: filledLots });
      },
      usualLots: (times) => toLots(instrument, instrument.orderValue * times, fair.of(instrument.base)),
      push: (share) => fair.push(instrument.base, share),
    };
  };

  const act = (agent: Agent): void => {
    recorder.begin();
    agent.act();
    recorder.end(book, nowMs, isFutures ? random.below(900) : 0);
  };

  const agents = agentKinds.flatMap((kind, owner) => kind.create(createDesk(owner)));
  // the book is there before anybody looks
  for (const agent of agents) act(agent);

  return {
    instrument,
    book,
    ids,
    step(untilMs, durationMs, present) {
      nowMs = untilMs;
      regime = present;
      if (isFutures) {
        const keep = Math.exp(-durationMs / BASIS_MS);
        basis = basis * keep + BASIS * Math.sqrt(1 - keep * keep) * drawNormal(random);
      }
      value();
      for (const agent of agents) {
        const count = drawCount(random, (agent.perSecond(regime) * durationMs) / 1000, MAX_ACTIONS);
        for (let i = 0; i < count; i++) act(agent);
      }
    },
  };
}
