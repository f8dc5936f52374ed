// What people write instead of an event: one object a message, with a window so that memory stays bounded.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { createTrade } from '../services/trade.ts';
import type { RawOrder } from './raw-trades.ts';

const { port, window } = workerData as { port: MessagePort; window: number };
let credits = window;
let resume: (() => void) | undefined;

port.on('message', (returned: number) => {
  credits += returned;
  resume?.();
});

parentPort!.on('message', ({ count, isPaced }: RawOrder) => {
  let sent = 0;
  const send = (): void => {
    resume = undefined;
    while (sent < count) {
      if (credits === 0) {
        resume = send;
        return;
      }
      credits--;
      port.postMessage(createTrade(sent++));
      if (isPaced) {
        setImmediate(send);
        return;
      }
    }
  };
  parentPort!.postMessage(process.hrtime.bigint());
  send();
});
