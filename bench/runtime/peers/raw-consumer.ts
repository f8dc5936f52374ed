// Counts raw trades, gives back credits, and says when all have come.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Trade } from '../services/trade.ts';
import type { RawOrder } from './raw-trades.ts';

const { port, window } = workerData as { port: MessagePort; window: number };
const returnEvery = window / 2;
let expected = 0;
let handled = 0;
let volume = 0;

port.on('message', (trade: Trade) => {
  volume += trade.sizeBase;
  handled++;
  if (handled % returnEvery === 0) port.postMessage(returnEvery);
  if (handled !== expected) return;
  if (!(volume > 0)) throw new Error('nothing was traded');
  parentPort!.postMessage(process.hrtime.bigint());
});

parentPort!.on('message', ({ count }: RawOrder) => {
  // The credits of an unfinished half go back too, or the next run would begin with fewer.
  if (handled % returnEvery > 0) port.postMessage(handled % returnEvery);
  expected = count;
  handled = 0;
  volume = 0;
  parentPort!.postMessage(process.hrtime.bigint());
});
