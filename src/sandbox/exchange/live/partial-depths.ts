// Streams of the best levels of one symbol, sent when they may have changed.
import type { MarketKind } from '../../market/instrument.ts';
import { encodings } from '../encode/index.ts';
import type { SymbolRecord } from '../record/symbol-record.ts';
import { type StreamHub, topicOf } from '../streams/hub.ts';

const levelCounts = [5, 10, 20];
const suffixes: Readonly<Record<MarketKind, readonly (readonly [suffix: string, everyMs: number])[]>> = {
  spot: [
    ['', 1000],
    ['@100ms', 100],
    ['@1000ms', 1000],
  ],
  usdm: futures(),
  coinm: futures(),
};

function futures() {
  return [
    ['', 250],
    ['@0ms', 10],
    ['@100ms', 100],
    ['@250ms', 250],
    ['@500ms', 500],
  ] as const;
}

export type PartialDepths = {
  /** The book changed. */
  mark(updateId: number): void;
  advance(nowMs: number): void;
};

export function createPartialDepths(record: SymbolRecord, hub: StreamHub): PartialDepths {
  const { kind, symbol } = record.instrument;
  const streams = levelCounts.flatMap((levels) =>
    suffixes[kind].map(([suffix, everyMs]) => {
      const stream = `${symbol.toLowerCase()}@depth${levels}${suffix}`;
      return { levels, everyMs, stream, topic: topicOf(kind, stream), turn: 0, updateId: 0 };
    }),
  );
  let updateId = 0;
  return {
    mark(changed) {
      updateId = changed;
    },
    advance(nowMs) {
      for (const state of streams) {
        const turn = Math.floor(nowMs / state.everyMs);
        if (turn === state.turn) continue;
        state.turn = turn;
        if (state.updateId === updateId || !hub.isHeard(state.topic)) continue;
        const book = record.book(state.levels);
        if (!book) continue;
        const text = encodings[kind].partialDepth(
          record.instrument,
          { ...book, atMs: nowMs },
          state.updateId,
        );
        hub.publish(kind, state.stream, text);
        state.updateId = updateId;
      }
    },
  };
}
