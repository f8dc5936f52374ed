// Fixed-layout records over shared memory, beside the same trades as batched events and as messages through the main thread.
import { interleave, repeat } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { createRawTrades } from './peers/raw-trades.ts';
import { startTradeRuntime } from './trade-runtime.ts';

const RECORDS = 2_000_000;
const EVENTS = 200_000;
const RELAYED = 100_000;
const BURST = 64;
const PACED_PER_MS = 250;
const PACED_MS = 3000;

export const streams: Group = {
  name: 'streams',
  async run({ reps }) {
    const trades = await startTradeRuntime();
    const relay = createRawTrades('relay');
    const { producer, time } = trades;
    let lost = 0;
    const speed = await interleave(reps, {
      stream: async () => {
        const passage = await time(RECORDS, () => producer.write({ count: RECORDS }));
        lost += passage.lost;
        return passage.perSecond;
      },
      events: async () =>
        (await time(EVENTS, () => producer.publishBursts({ count: EVENTS, burst: BURST }))).perSecond,
      relay: () => relay.perSecond({ count: RELAYED, isPaced: false }),
    });
    await relay.stop();
    const pacedCount = PACED_PER_MS * PACED_MS;
    const p50Ms: number[] = [];
    const pacedLost: number[] = [];
    const p99Ms = await repeat(reps, async () => {
      const order = { count: pacedCount, perMs: PACED_PER_MS };
      const paced = await time(pacedCount, () => producer.writePaced(order), true);
      p50Ms.push(paced.p50Ms);
      pacedLost.push(paced.lost);
      return paced.p99Ms;
    });
    await trades.stop();
    return [
      {
        key: 'streamAgainstRelay',
        figure: 'stream, against relay',
        unit: '/s',
        ours: ['streamPerS', speed.stream],
        peer: ['streamRelayPerS', speed.relay],
        ratio: 'ours/peer',
        bar: { atLeast: 20 },
      },
      {
        key: 'streamAgainstBatchedEvents',
        figure: 'stream, against batched events',
        unit: '/s',
        ours: ['streamPerS', speed.stream],
        peer: ['streamEventsPerS', speed.events],
        ratio: 'ours/peer',
        bar: { atLeast: 5 },
      },
      {
        key: 'streamLost',
        figure: 'stream at full speed, lost',
        unit: 'records',
        ours: ['streamLost', [lost]],
        bar: { atMost: 0 },
      },
      {
        key: 'pacedP99',
        figure: 'stream at 250k/s in 1 ms bursts, p99',
        unit: 'ms',
        ours: ['pacedP99Ms', p99Ms],
        bar: { atMost: 1 },
      },
      {
        key: 'pacedP50',
        figure: 'stream at 250k/s in 1 ms bursts, p50',
        unit: 'ms',
        ours: ['pacedP50Ms', p50Ms],
      },
      {
        key: 'pacedLost',
        figure: 'stream at 250k/s, lost',
        unit: 'records',
        ours: ['pacedLost', [Math.max(...pacedLost)]],
        bar: { atMost: 0 },
      },
    ];
  },
};
