// What is done on every message must cost nanoseconds: counting, the breaker's decision; and how many frames batching saves.

import { allocateMetricRegion } from '../../src/core/board/metric-region.ts';
import { readMetrics } from '../../src/core/board/metric-samples.ts';
import { openMetrics } from '../../src/core/board/metrics.ts';
import { systemClock } from '../../src/core/clock.ts';
import { createBreaker } from '../../src/core/outside/breaker.ts';
import { supervisorContract } from '../../src/core/supervisor/contract.ts';
import { interleave, nowMs, repeat } from '../harness/measure.ts';
import type { Group, Row } from '../harness/report.ts';
import { startBenchRuntime } from '../harness/start-bench-runtime.ts';
import { consumerContract } from './services/consumer-contract.ts';
import { producerContract } from './services/producer-contract.ts';
import { benchWorker } from './start.ts';
import { untilJoined } from './trade-runtime.ts';

const ADDITIONS = 50_000_000;
const DECISIONS = 1_000_000;
const REFUSALS = 20_000;
const UPDATES = 10_000;
/** Metric updates that one turn of a busy service gives. */
const PER_TURN = 50;

export const counters: Group = {
  name: 'counters',
  async run({ reps }) {
    return [
      {
        key: 'counterAdd',
        figure: 'counter increment, its loop included',
        unit: 'ns',
        ours: ['counterAddNs', await repeat(reps, counterAddNs)],
        bar: { atMost: 3 },
      },
      {
        key: 'breakerDecision',
        figure: 'breaker lets a call go and learns how it ended',
        unit: 'ms',
        ours: ['breakerDecisionMs', await repeat(reps, breakerDecisionMs)],
        bar: { atMost: 0.1 },
      },
      {
        key: 'breakerRefusal',
        figure: 'open breaker refuses a call',
        unit: 'ms',
        ours: ['breakerRefusalMs', await repeat(reps, breakerRefusalMs)],
        bar: { atMost: 0.1 },
      },
      await measureFrames(reps),
    ];
  },
};

function counterAddNs(): number {
  const region = allocateMetricRegion();
  const counter = openMetrics(region).counter('total_requests_processed', { worker: 'bench' });
  const startedMs = nowMs();
  for (let i = 0; i < ADDITIONS; i++) counter.add();
  const elapsedMs = nowMs() - startedMs;
  const counted = readMetrics(region).find(({ name }) => name === 'total_requests_processed');
  if (counted?.kind !== 'counter' || counted.value !== ADDITIONS) throw new Error('additions were lost');
  return (elapsedMs * 1e6) / ADDITIONS;
}

function createBenchBreaker() {
  return createBreaker({ name: 'bench', clock: systemClock, failures: 5, openMs: 60_000, probeMs: 1000 });
}

function breakerDecisionMs(): number {
  const breaker = createBenchBreaker();
  const startedMs = nowMs();
  for (let i = 0; i < DECISIONS; i++) breaker.enter()('alive');
  return (nowMs() - startedMs) / DECISIONS;
}

function breakerRefusalMs(): number {
  const breaker = createBenchBreaker();
  for (let i = 0; i < 5; i++) breaker.enter()('failed');
  let refused = 0;
  const startedMs = nowMs();
  for (let i = 0; i < REFUSALS; i++) {
    try {
      breaker.check();
    } catch {
      refused++;
    }
  }
  const elapsedMs = nowMs() - startedMs;
  if (refused !== REFUSALS) throw new Error('the breaker was not open');
  return elapsedMs / REFUSALS;
}

/** Frames of both directions, credits included, as the services' own counters have them. */
async function measureFrames(reps: number): Promise<Row> {
  const runtime = await startBenchRuntime([benchWorker('producer'), benchWorker('consumer')], {
    producer: producerContract,
    consumer: consumerContract,
    supervisor: supervisorContract,
  });
  const { producer, consumer, supervisor } = runtime.clients;
  await untilJoined(runtime.clients);
  const regions = (await supervisor.metricRegions()).filter(({ service }) => service !== 'supervisor');
  const framesSent = () =>
    regions
      .flatMap(({ memory }) => readMetrics(memory))
      .filter((sample) => sample.name === 'zapflow_frames_sent')
      .reduce((sum, sample) => sum + ('value' in sample ? sample.value : 0), 0);
  const frames = async (perTurn: number) => {
    await consumer.expect({ count: UPDATES });
    const before = framesSent();
    await producer.publishTurns({ count: UPDATES, perTurn });
    await consumer.finished();
    return framesSent() - before;
  };
  const counted = await interleave(reps, { batched: () => frames(PER_TURN), single: () => frames(1) });
  await runtime.stop();
  return {
    key: 'framesBatchedAgainstSingle',
    figure: `frames for ${UPDATES} updates, ${PER_TURN} a turn, against one a turn`,
    unit: 'frames',
    ours: ['framesBatched', counted.batched],
    peer: ['framesSingle', counted.single],
    ratio: 'ours/peer',
    bar: { atMost: 0.4 },
  };
}
