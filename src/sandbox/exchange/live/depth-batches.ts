// Depth streams of one symbol: what changed since the last message of each interval, every level once.
import type { Instrument } from '../../market/instrument.ts';
import type { DepthEvent } from '../../market/market-event.ts';
import type { Amounts } from '../amounts.ts';
import type { Encoding } from '../encode/encoding.ts';
import { type StreamHub, topicOf } from '../streams/hub.ts';

type Batch = {
  readonly stream: string;
  readonly topic: string;
  readonly everyMs: number;
  readonly bids: Map<number, number>;
  readonly asks: Map<number, number>;
  firstUpdateId: number;
  lastUpdateId: number;
  previousUpdateId: number;
  turn: number;
};

export type DepthBatches = {
  add(event: DepthEvent): void;
  /** Sends what is due. */
  advance(nowMs: number): void;
};

type Options = {
  readonly instrument: Instrument;
  readonly amounts: Amounts;
  readonly encoding: Encoding;
  readonly hub: StreamHub;
  readonly lastUpdateId: number;
};

export function createDepthBatches(options: Options): DepthBatches {
  const { instrument, amounts, encoding, hub, lastUpdateId } = options;
  const { kind, symbol } = instrument;
  const base = `${symbol.toLowerCase()}@depth`;
  const streams = [
    { stream: base, everyMs: encoding.usualDepthMs },
    ...encoding.depthMs.map((everyMs) => ({ stream: `${base}@${everyMs}ms`, everyMs })),
  ];
  const batches: Batch[] = streams.map(({ stream, everyMs }) => ({
    ...{ stream, everyMs, topic: topicOf(kind, stream), bids: new Map(), asks: new Map() },
    ...{ firstUpdateId: -1, lastUpdateId, previousUpdateId: lastUpdateId, turn: 0 },
  }));

  /** Spot prints the best first, futures the lowest. */
  const print = (levels: Map<number, number>, isFalling: boolean): string => {
    const inOrder = [...levels.keys()].sort(isFalling ? (a, b) => b - a : (a, b) => a - b);
    let text = '';
    for (const ticks of inOrder)
      text += `${text === '' ? '' : ','}["${amounts.price(ticks)}","${amounts.size(levels.get(ticks) ?? 0)}"]`;
    return text;
  };
  const send = (batch: Batch, atMs: number) => {
    const { firstUpdateId, previousUpdateId } = batch;
    if (firstUpdateId < 0) return;
    const bids = print(batch.bids, kind === 'spot');
    const asks = print(batch.asks, false);
    const printed = { atMs, firstUpdateId, lastUpdateId: batch.lastUpdateId, previousUpdateId, bids, asks };
    hub.publish(kind, batch.stream, encoding.depth(instrument, printed));
    clear(batch);
  };

  return {
    add({ atMs, firstUpdateId, lastUpdateId: last, changes }) {
      for (const batch of batches) {
        const isHeard = hub.isHeard(batch.topic);
        batch.lastUpdateId = last;
        if (isHeard) {
          if (batch.firstUpdateId < 0) batch.firstUpdateId = firstUpdateId;
          for (const { isBid, ticks, lots } of changes) (isBid ? batch.bids : batch.asks).set(ticks, lots);
          if (batch.everyMs === 0) send(batch, atMs);
        } else clear(batch);
      }
    },
    advance(nowMs) {
      for (const batch of batches) {
        if (batch.everyMs === 0) continue;
        const turn = Math.floor(nowMs / batch.everyMs);
        if (turn === batch.turn) continue;
        batch.turn = turn;
        send(batch, nowMs);
      }
    },
  };
}

function clear(batch: Batch): void {
  // most streams are heard by nobody, most of the time
  if (batch.firstUpdateId >= 0) {
    batch.bids.clear();
    batch.asks.clear();
    batch.firstUpdateId = -1;
  }
  batch.previousUpdateId = batch.lastUpdateId;
}
