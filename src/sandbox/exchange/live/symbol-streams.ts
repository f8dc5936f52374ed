// All streams of one simulated symbol: what happens becomes messages, if anybody hears them.
import type { MarketEvent } from '../../market/market-event.ts';
import type { SymbolMarket } from '../../market/symbol-market.ts';
import type { PrintedTop } from '../encode/encoding.ts';
import { encodings } from '../encode/index.ts';
import { printForceOrder, printMarkPrice, printMiniTicker, printTicker } from '../encode/slow-messages.ts';
import { toDayStatistics } from '../record/day-statistics.ts';
import type { SymbolRecord } from '../record/symbol-record.ts';
import { type StreamHub, topicOf } from '../streams/hub.ts';
import { createDepthBatches } from './depth-batches.ts';
import { createKlineStreams } from './kline-streams.ts';
import { createPartialDepths } from './partial-depths.ts';

export type SymbolStreams = {
  on(event: MarketEvent): void;
  /** Sends what is due; after every step of the market. */
  advance(nowMs: number): void;
  readonly top: PrintedTop | undefined;
};

export function createSymbolStreams(
  market: SymbolMarket,
  record: SymbolRecord,
  hub: StreamHub,
): SymbolStreams {
  const { instrument, amounts } = record;
  const { kind } = instrument;
  const encoding = encodings[kind];
  const lower = instrument.symbol.toLowerCase();
  const topic = (stream: string) => topicOf(kind, stream);
  const heard = (stream: string) => hub.isHeard(topic(stream));
  const tradeTopic = topic(`${lower}@trade`);
  const aggTradeTopic = topic(`${lower}@aggTrade`);
  const topTopic = topic(`${lower}@bookTicker`);
  const allTopsTopic = topic('!bookTicker');
  const depths = createDepthBatches({
    ...{ instrument, amounts, encoding, hub, lastUpdateId: market.ids.updateId },
  });
  const partials = createPartialDepths(record, hub);
  const klines = createKlineStreams(record, hub, encoding.klineMs);
  let top: PrintedTop | undefined;
  let second = 0;

  const everySecond = (nowMs: number) => {
    const { futures } = record;
    if (futures) {
      const everyThird = second % 3 === 0 && heard(`${lower}@markPrice`);
      const text =
        everyThird || heard(`${lower}@markPrice@1s`) ? printMarkPrice(instrument, futures.now, nowMs) : '';
      if (everyThird) hub.publish(kind, `${lower}@markPrice`, text);
      if (text !== '') hub.publish(kind, `${lower}@markPrice@1s`, text);
    }
    const wantsTicker = heard(`${lower}@ticker`);
    if (!wantsTicker && !heard(`${lower}@miniTicker`)) return;
    const day = toDayStatistics(record, nowMs);
    if (!day) return;
    if (wantsTicker) hub.publish(kind, `${lower}@ticker`, printTicker(instrument, day, top));
    hub.publish(kind, `${lower}@miniTicker`, printMiniTicker(instrument, day));
  };

  return {
    get top() {
      return top;
    },
    on(event) {
      switch (event.type) {
        case 'trade': {
          if (!hub.isHeard(tradeTopic)) return;
          const { atMs, tradeId: id, isBuyerMaker } = event;
          const price = amounts.price(event.ticks);
          const size = amounts.size(event.lots);
          const printed = { eventMs: atMs, atMs, id, price, size, isBuyerMaker };
          return hub.publish(kind, `${lower}@trade`, encoding.trade(instrument, printed));
        }
        case 'aggTrade': {
          if (!hub.isHeard(aggTradeTopic)) return;
          const { atMs, aggId: id, isBuyerMaker, firstId, lastId } = event;
          const price = amounts.price(event.ticks);
          const size = amounts.size(event.lots);
          const printed = { eventMs: atMs, atMs, id, price, size, isBuyerMaker, firstId, lastId };
          return hub.publish(kind, `${lower}@aggTrade`, encoding.aggTrade(instrument, printed));
        }
        case 'depth':
          partials.mark(event.lastUpdateId);
          return depths.add(event);
        case 'bookTop': {
          const { atMs, updateId } = event;
          top = {
            ...{ atMs, updateId },
            bidPrice: amounts.price(event.bidTicks),
            bidSize: amounts.size(event.bidLots),
            askPrice: amounts.price(event.askTicks),
            askSize: amounts.size(event.askLots),
          };
          const isOneHeard = hub.isHeard(topTopic);
          if (!isOneHeard && !hub.isHeard(allTopsTopic)) return;
          const text = encoding.bookTicker(instrument, top);
          if (isOneHeard) hub.publish(kind, `${lower}@bookTicker`, text);
          return hub.publish(kind, '!bookTicker', text);
        }
        case 'liquidation': {
          const text = printForceOrder(instrument, amounts, event);
          hub.publish(kind, `${lower}@forceOrder`, text);
          hub.publish(kind, '!forceOrder@arr', text);
        }
      }
    },
    advance(nowMs) {
      depths.advance(nowMs);
      partials.advance(nowMs);
      klines.advance(nowMs);
      const now = Math.floor(nowMs / 1000);
      if (now === second) return;
      second = now;
      everySecond(nowMs);
    },
  };
}
