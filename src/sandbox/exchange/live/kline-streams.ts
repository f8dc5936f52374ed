// Candle streams of one symbol: the running candle while it is traded, and each once more when it is over.
import { printKline } from '../encode/slow-messages.ts';
import { intervals, nextOpenOf, openOf } from '../record/intervals.ts';
import { readCandles } from '../record/read-candles.ts';
import type { SymbolRecord } from '../record/symbol-record.ts';
import { type StreamHub, topicOf } from '../streams/hub.ts';

export type KlineStreams = { advance(nowMs: number): void };

export function createKlineStreams(record: SymbolRecord, hub: StreamHub, everyMs: number): KlineStreams {
  const { instrument, amounts } = record;
  const { kind, symbol } = instrument;
  const streams = Object.entries(intervals)
    .filter(([interval]) => kind === 'spot' || interval !== '1s')
    .map(([interval, length]) => {
      const stream = `${symbol.toLowerCase()}@kline_${interval}`;
      return { interval, length, stream, topic: topicOf(kind, stream), openMs: -1, count: -1 };
    });
  let turn = 0;
  return {
    advance(nowMs) {
      const now = Math.floor(nowMs / everyMs);
      if (now === turn) return;
      turn = now;
      for (const state of streams) {
        const { interval, length, stream, topic } = state;
        if (!hub.isHeard(topic)) {
          state.openMs = -1;
          continue;
        }
        const send = (openMs: number) => {
          const [candle] = readCandles(record, { length, startMs: openMs, limit: 1 }, nowMs);
          if (!candle || (candle.openMs === state.openMs && candle.count === state.count)) return;
          state.openMs = candle.openMs;
          state.count = candle.count;
          hub.publish(kind, stream, printKline(instrument, amounts, candle, interval, nowMs));
        };
        const openMs = openOf(length, nowMs);
        if (state.openMs >= 0 && state.openMs < openMs && nextOpenOf(length, state.openMs) === openMs) {
          // told once more, even if nothing was traded since
          state.count = -1;
          send(state.openMs);
        }
        send(openMs);
      }
    },
  };
}
