// Trades from one thread to another by bare messages: over a port of their own, or relayed by the main thread.
import { once } from 'node:events';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { WINDOW } from '../../../src/core/link/link-end.ts';

/** `isPaced`: one message in each turn of the event loop. */
export type RawOrder = { readonly count: number; readonly isPaced: boolean };

export function createRawTrades(route: 'direct' | 'relay') {
  const { port1: near, port2: far } = route === 'direct' ? new MessageChannel() : createRelay();
  const producer = start('raw-producer', near);
  const consumer = start('raw-consumer', far);
  return {
    /** Messages a second, from the first sent to the last handled. */
    async perSecond(order: RawOrder): Promise<number> {
      await ask(consumer, order);
      const ended = once(consumer, 'message');
      const startedNs = await ask(producer, order);
      const [endedNs] = (await ended) as [bigint];
      return order.count / (Number(endedNs - startedNs) / 1e9);
    },
    async stop() {
      await Promise.all([producer.terminate(), consumer.terminate()]);
    },
  };
}

function createRelay(): { port1: MessagePort; port2: MessagePort } {
  const left = new MessageChannel();
  const right = new MessageChannel();
  left.port2.on('message', (message) => right.port1.postMessage(message));
  right.port1.on('message', (message) => left.port2.postMessage(message));
  return { port1: left.port1, port2: right.port2 };
}

function start(file: string, port: MessagePort): Worker {
  return new Worker(new URL(`./${file}.ts`, import.meta.url), {
    workerData: { port, window: WINDOW },
    transferList: [port],
  });
}

async function ask(worker: Worker, order: RawOrder): Promise<bigint> {
  const answer = once(worker, 'message');
  worker.postMessage(order);
  const [ns] = (await answer) as [bigint];
  return ns;
}
