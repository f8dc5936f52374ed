// A thread that writes a top of book to a board at a steady rate until it is told to stop.
import { workerData } from 'node:worker_threads';
import { openBoard } from '../../../src/core/board/board.ts';
import { defineNumbersCodec } from '../../../src/core/board/board-codec.ts';

export const bookTop = defineNumbersCodec(['bid', 'bidSize', 'ask', 'askSize']);
export const BOOK_KEY = 'binance:BTCUSDT';

export type BookWriterData = {
  readonly shared: SharedArrayBuffer;
  readonly stop: SharedArrayBuffer;
  readonly perMs: number;
};

if (workerData) {
  const { shared, stop, perMs } = workerData as BookWriterData;
  const slot = openBoard(shared, 1, bookTop).slot(BOOK_KEY);
  const isStopped = new Int32Array(stop);
  const startedMs = performance.now();
  for (let n = 1; Atomics.load(isStopped, 0) === 0; ) {
    if (n > (performance.now() - startedMs) * perMs) continue;
    slot.set({ bid: n, bidSize: n, ask: n, askSize: n });
    n++;
  }
}
