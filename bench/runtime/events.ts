// Typed events from thread to thread, beside bare messages directly and through the main thread; and urgent calls past a backlog.
import { interleave, median, nowMs, percentile, repeat } from '../harness/measure.ts';
import type { Group, Row } from '../harness/report.ts';
import { createRawTrades } from './peers/raw-trades.ts';
import { BACKLOG } from './services/producer-contract.ts';
import { startTradeRuntime } from './trade-runtime.ts';

const PACED = 100_000;
const BATCHED = 200_000;
/** What a feed's message of many trades gives at once. */
const BURST = 64;
const FLOOD = 300_000;

type Trades = Awaited<ReturnType<typeof startTradeRuntime>>;

export const events: Group = {
  name: 'events',
  async run({ reps }) {
    const trades = await startTradeRuntime();
    const relay = createRawTrades('relay');
    const direct = createRawTrades('direct');
    const { producer } = trades;
    const bursts = async (burst: number) =>
      (await trades.time(BATCHED, () => producer.publishBursts({ count: BATCHED, burst }))).perSecond;
    const paced = await interleave(reps, {
      ours: async () =>
        (await trades.time(PACED, () => producer.publishTurns({ count: PACED, perTurn: 1 }))).perSecond,
      relay: () => relay.perSecond({ count: PACED, isPaced: true }),
      direct: () => direct.perSecond({ count: PACED, isPaced: true }),
    });
    const batched = await interleave(reps, {
      ours: () => bursts(BURST),
      single: () => bursts(1),
      relay: () => relay.perSecond({ count: BATCHED, isPaced: false }),
      direct: () => direct.perSecond({ count: BATCHED, isPaced: false }),
    });
    await Promise.all([relay.stop(), direct.stop()]);
    const urgent = await measureUrgent(trades, reps);
    await trades.stop();
    return [
      {
        key: 'eventPerTurnAgainstRelay',
        figure: 'typed events, one a turn, against relay',
        unit: '/s',
        ours: ['eventPerTurnPerS', paced.ours],
        peer: ['relayPerTurnPerS', paced.relay],
        ratio: 'ours/peer',
        bar: { atLeast: 1.7 },
      },
      {
        key: 'eventPerTurnAgainstRawPort',
        figure: 'typed events, one a turn, against raw port',
        unit: '/s',
        ours: ['eventPerTurnPerS', paced.ours],
        peer: ['rawPortPerTurnPerS', paced.direct],
        ratio: 'ours/peer',
      },
      {
        key: 'batchedEventsAgainstRelay',
        figure: 'typed events in bursts, against relay',
        unit: '/s',
        ours: ['batchedEventsPerS', batched.ours],
        peer: ['relayPerS', batched.relay],
        ratio: 'ours/peer',
        bar: { atLeast: 3.5 },
      },
      {
        key: 'batchedEventsAgainstRawPort',
        figure: 'typed events in bursts, against raw port',
        unit: '/s',
        ours: ['batchedEventsPerS', batched.ours],
        peer: ['rawPortPerS', batched.direct],
        ratio: 'ours/peer',
        bar: { atLeast: 2 },
      },
      {
        key: 'awaitedEventsAgainstRawPort',
        figure: 'typed events, each awaited, against raw port',
        unit: '/s',
        ours: ['awaitedEventsPerS', batched.single],
        peer: ['rawPortPerS', batched.direct],
        ratio: 'ours/peer',
      },
      ...urgent,
    ];
  },
};

/** Urgent calls from main to a receiver that never has fewer than the backlog waiting, in its inbox or at its door. */
async function measureUrgent({ producer, consumer }: Trades, reps: number): Promise<Row[]> {
  const calls: number[] = [];
  const p99Ms = await repeat(reps, async () => {
    const timesMs: number[] = [];
    await consumer.expect({ count: FLOOD });
    await producer.flood({ count: FLOOD });
    for (let handled = 0; handled < FLOOD; ) {
      const waiting = (await producer.published()) - handled;
      const startedMs = nowMs();
      handled = await consumer.handled();
      if (waiting >= BACKLOG) timesMs.push(nowMs() - startedMs);
    }
    await consumer.finished();
    calls.push(timesMs.length);
    return percentile(timesMs, 0.99);
  });
  return [
    {
      key: 'urgentP99',
      figure: `urgent call behind ${BACKLOG} events, p99 (${median(calls)} calls a repetition)`,
      unit: 'ms',
      ours: ['urgentP99Ms', p99Ms],
      bar: { atMost: 1 },
    },
    { key: 'urgentCalls', figure: 'urgent calls timed', unit: 'calls', ours: ['urgentCalls', calls] },
  ];
}
