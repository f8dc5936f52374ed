// A producer and a consumer on threads of their own, joined and warm, with a way to time what goes from one to the other.
import type { Client } from '../../src/core/service.ts';
import { sleep } from '../harness/measure.ts';
import { startBenchRuntime } from '../harness/start-bench-runtime.ts';
import { consumerContract } from './services/consumer-contract.ts';
import { producerContract } from './services/producer-contract.ts';
import { benchWorker } from './start.ts';

const uses = { producer: producerContract, consumer: consumerContract };

type TradeClients = {
  readonly producer: Client<typeof producerContract>;
  readonly consumer: Client<typeof consumerContract>;
};

export type Passage = {
  readonly perSecond: number;
  readonly lost: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

export async function startTradeRuntime() {
  const runtime = await startBenchRuntime([benchWorker('producer'), benchWorker('consumer')], uses);
  const { producer, consumer } = runtime.clients;
  await untilJoined(runtime.clients);
  return {
    producer,
    consumer,
    stop: () => runtime.stop(),
    /** From the first message sent to the last one handled. */
    async time(count: number, send: () => Promise<{ startedMs: number }>, isTimed = false): Promise<Passage> {
      await consumer.expect({ count, isTimed });
      const { startedMs } = await send();
      const { endedMs, lost, p50Ms, p99Ms } = await consumer.finished();
      return { perSecond: (count / (endedMs - startedMs)) * 1000, lost, p50Ms, p99Ms };
    },
  };
}

/** Events and records reach the consumer from now on. */
export async function untilJoined({ producer, consumer }: TradeClients): Promise<void> {
  const arrives = async (send: () => Promise<unknown>) => {
    await consumer.expect({ count: 1_000_000_000 });
    while ((await consumer.handled()) === 0) {
      await send();
      await sleep(5);
    }
  };
  await arrives(() => producer.publishTurns({ count: 1, perTurn: 1 }));
  await arrives(() => producer.write({ count: 1 }));
}
