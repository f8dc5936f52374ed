// Counts the trades that come by event and by stream, and times those of the stream.
import { defineService } from '../../../src/core/service.ts';
import { percentile } from '../../harness/measure.ts';
import { consumerContract } from './consumer-contract.ts';
import { producerContract } from './producer-contract.ts';

const REPORT_EVERY = 4096;
const WORK_NS = 1000;

export const service = defineService({
  contract: consumerContract,
  uses: { producer: producerContract },
  start({ clients: { producer }, clock }) {
    let expected = 0;
    let handled = 0;
    let lost = 0;
    let volume = 0;
    let nextSequence = 0;
    let latenciesMs = new Float64Array(0);
    let finished = Promise.withResolvers<number>();

    const count = (sizeBase: number) => {
      volume += sizeBase;
      if (++handled + lost === expected) finished.resolve(clock.monotonicMs());
    };

    producer.on('trade', (trade) => count(trade.sizeBase));
    producer.on('flooded', (trade) => {
      work();
      count(trade.sizeBase);
    });
    producer.read('trades', (trade, sequence) => {
      if (handled > 0) lost += sequence - nextSequence;
      nextSequence = sequence + 1;
      if (handled < latenciesMs.length) latenciesMs[handled] = clock.monotonicMs() - trade.sentMs;
      count(trade.sizeBase);
      if (handled % REPORT_EVERY === 0) void producer.handled({ count: handled + lost });
    });

    return {
      handlers: {
        expect: ({ count, isTimed }) => {
          [expected, handled, lost, volume] = [count, 0, 0, 0];
          latenciesMs = new Float64Array(isTimed ? count : 0);
          finished = Promise.withResolvers();
        },
        finished: async () => {
          const endedMs = await finished.promise;
          if (!(volume > 0)) throw new Error('nothing was traded');
          const stamped = latenciesMs.subarray(0, handled);
          return { endedMs, lost, p50Ms: percentile(stamped, 0.5), p99Ms: percentile(stamped, 0.99) };
        },
        handled: () => handled,
      },
    };
  },
});

/** Keeps the thread busy for about a microsecond, without asking the clock, which would take as long. */
function work(): void {
  for (let i = 0; i < spins; i++) sink = (sink * 31 + i) | 0;
}

let sink = 1;
const spins = calibrate();

function calibrate(): number {
  const trials = 2_000_000;
  const run = () => {
    const started = process.hrtime.bigint();
    for (let i = 0; i < trials; i++) sink = (sink * 31 + i) | 0;
    return Number(process.hrtime.bigint() - started);
  };
  run();
  return Math.round((trials * WORK_NS) / run());
}
