// The figures of the last hour for charts, in memory of a fixed size: one sample of each every ten seconds.
import type { z } from 'zod';
import type { metricHistory } from '../../../api/system.ts';
import { type HistogramValue, percentile } from '../../../core/board/log-linear.ts';
import type { MetricSample } from '../../../core/board/metric-samples.ts';
import type { MetricName } from '../../../core/board/metric-table.ts';
import type { Clock } from '../../../core/clock.ts';

export type MetricHistoryReply = z.input<(typeof metricHistory)['reply']>;

export interface MetricHistory {
  /** Of one worker, or of all with those of the process. */
  reply(worker?: string): MetricHistoryReply;
  stop(): void;
}

const STEP_MS = 10_000;
const STEPS = 360;
/** Under which the figures of the whole process stand. */
const PROCESS = 'process';

/** What becomes of a metric: its value, its growth a second times a factor, or the p99 of what was recorded since the last step. */
type Figure = { readonly name: string; readonly unit: string; readonly metric: MetricName } & (
  | { readonly how: 'value' }
  | { readonly how: 'growth'; readonly factor: number }
  | { readonly how: 'p99' }
);

const ofWorkers: readonly Figure[] = [
  // Milliseconds of processor time a second are thousandths of a core.
  { name: 'cpu', unit: 'percent', metric: 'zapflow_worker_cpu', how: 'growth', factor: 0.1 },
  { name: 'heap', unit: 'bytes', metric: 'zapflow_worker_heap', how: 'value' },
  { name: 'loopDelayP99', unit: 'ms', metric: 'zapflow_event_loop_delay', how: 'p99' },
  { name: 'queueDepth', unit: 'messages', metric: 'zapflow_queue_depth', how: 'value' },
  { name: 'processed', unit: 'per second', metric: 'total_requests_processed', how: 'growth', factor: 1 },
  { name: 'errors', unit: 'per second', metric: 'error_count', how: 'growth', factor: 1 },
  { name: 'latencyP99', unit: 'ms', metric: 'processing_latency', how: 'p99' },
];
const ofProcess: Figure = { name: 'rss', unit: 'bytes', metric: 'zapflow_process_memory', how: 'value' };

type Series = {
  readonly figure: Figure;
  readonly worker: string;
  /** By step; NaN where there was no figure. */
  readonly values: Float64Array;
  before: MetricSample | undefined;
};

export type MetricHistoryOptions = {
  readonly clock: Clock;
  /** Whose figures are kept. */
  readonly workers: readonly string[];
  read(): readonly MetricSample[];
};

export function startMetricHistory({ clock, workers, read }: MetricHistoryOptions): MetricHistory {
  const toSeries = (figure: Figure, worker: string): Series => ({
    figure,
    worker,
    values: new Float64Array(STEPS).fill(Number.NaN),
    before: undefined,
  });
  const all = [
    toSeries(ofProcess, PROCESS),
    ...workers.flatMap((worker) => ofWorkers.map((figure) => toSeries(figure, worker))),
  ];
  let step = 0;
  let endMs = clock.now();
  let tookMs = clock.monotonicMs();

  const take = () => {
    const nowMs = clock.monotonicMs();
    const elapsedMs = nowMs - tookMs;
    // A machine that slept leaves a hole as long as it slept.
    const steps = Math.max(1, Math.min(STEPS, Math.round(elapsedMs / STEP_MS)));
    tookMs = nowMs;
    endMs = clock.now();
    const found = new Map<string, MetricSample>();
    for (const sample of read()) {
      const key = `${sample.name} ${sample.labels['worker']}`;
      if (!found.has(key)) found.set(key, sample);
      if (sample.name === ofProcess.metric) found.set(`${sample.name} ${PROCESS}`, sample);
    }
    for (const series of all) {
      const sample = found.get(`${series.figure.metric} ${series.worker}`);
      for (let i = 0; i < steps; i++) series.values[(step + i) % STEPS] = Number.NaN;
      series.values[(step + steps - 1) % STEPS] = toValue(series, sample, elapsedMs);
      series.before = sample;
    }
    step += steps;
  };

  take();
  const timer = clock.every(STEP_MS, take);
  const length = () => Math.min(step, STEPS);
  return {
    reply: (worker) => ({
      stepMs: STEP_MS,
      endMs: Math.floor(endMs),
      series: all
        .filter((series) => worker === undefined || series.worker === worker)
        .map(({ figure: { name, unit }, worker: of, values }) => ({
          name,
          worker: of,
          unit,
          values: Array.from({ length: length() }, (_, i) => {
            const value = values[(step - length() + i) % STEPS]!;
            return Number.isNaN(value) ? null : value;
          }),
        })),
    }),
    stop: () => timer.cancel(),
  };
}

function toValue({ figure, before }: Series, sample: MetricSample | undefined, elapsedMs: number): number {
  if (!sample) return Number.NaN;
  if (figure.how === 'value') return 'value' in sample ? sample.value : Number.NaN;
  if (!before || elapsedMs <= 0) return Number.NaN;
  if (figure.how === 'growth') {
    const grown = 'value' in sample && 'value' in before ? sample.value - before.value : Number.NaN;
    return grown < 0 ? Number.NaN : ((grown * 1000) / elapsedMs) * figure.factor;
  }
  if (!('histogram' in sample) || !('histogram' in before)) return Number.NaN;
  return percentile(difference(sample.histogram, before.histogram), 0.99) ?? Number.NaN;
}

function difference(now: HistogramValue, before: HistogramValue): HistogramValue {
  const buckets = now.buckets.map((count, i) => Math.max(0, count - (before.buckets[i] ?? 0)));
  const count = buckets.reduce((total, of) => total + of, 0);
  return { count, sum: now.sum - before.sum, buckets };
}
