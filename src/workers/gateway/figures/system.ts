// What the System page shows: the verdict in one sentence, and every worker with its figures.
import type { SystemState, WorkerFigures } from '../../../api/system.ts';
import { type HistogramValue, percentile } from '../../../core/board/log-linear.ts';
import type { Clock } from '../../../core/clock.ts';
import { toOverallHealth } from '../../../core/health.ts';
import type { GatewayParts } from '../parts.ts';
import type { WorkerState } from './health.ts';
import { Figures, readAll } from './metric-regions.ts';
import { toWorkerStats } from './stats.ts';

/** Processor time and loop delay are told of the time since a glance this long ago, at most twice that. */
const GLANCE_MS = 5000;
/** Whoever asks within it is told the same: many open pages cost as much as one. */
const FRESH_MS = 250;

type Glance = { readonly atMs: number; readonly figures: Figures };

export interface System {
  read(): Promise<SystemState>;
  stop(): void;
}

type Options = Pick<
  GatewayParts,
  'clock' | 'settings' | 'supervisor' | 'regions' | 'health' | 'workerHealth'
>;

export function watchSystem({ clock, settings, supervisor, regions, health, workerHealth }: Options): System {
  const startedAtMs = clock.now();
  let older = glance(clock, regions);
  let newer = older;
  const timer = clock.every(GLANCE_MS, () => {
    older = newer;
    newer = glance(clock, regions);
  });
  let last: { readonly atMs: number; readonly state: Promise<SystemState> } | undefined;
  const look = async (): Promise<SystemState> => {
    const [states, said] = await Promise.all([supervisor.status(), health()]);
    const parts = workerHealth.judge(states, said);
    const { mode, version, memoryLimitBytes } = settings;
    const { status } = toOverallHealth(states, parts);
    const now = glance(clock, regions);
    return {
      mode,
      version,
      startedAtMs,
      status,
      says: toVerdict(states, parts),
      process: {
        rssBytes: now.figures.sum('supervisor', 'zapflow_process_memory') ?? 0,
        memoryLimitBytes,
      },
      workers: states.map((state) => toWorker(state, older, now)),
    };
  };
  return {
    stop: () => timer.cancel(),
    read() {
      const atMs = clock.monotonicMs();
      if (last && atMs - last.atMs < FRESH_MS) return last.state;
      const state = look();
      last = { atMs, state };
      // What failed is asked anew.
      state.catch(() => {
        last = undefined;
      });
      return state;
    },
  };
}

function glance(clock: Clock, regions: Options['regions']): Glance {
  return { atMs: clock.monotonicMs(), figures: new Figures(readAll(regions)) };
}

function toWorker(
  state: WorkerState & { state: WorkerFigures['state'] },
  before: Glance,
  now: Glance,
): WorkerFigures {
  const { service: name } = state;
  const { figures } = now;
  return {
    name,
    state: state.state,
    cpuPercent: toCpuPercent(name, before, now),
    heapBytes: figures.sum(name, 'zapflow_worker_heap') ?? null,
    heapLimitBytes: figures.sum(name, 'zapflow_worker_heap_limit') ?? null,
    loopDelayMs: toLoopDelay(name, before, now),
    dropped: figures.sum(name, 'zapflow_messages_dropped') ?? 0,
    ...toWorkerStats(state, figures),
  };
}

function toCpuPercent(worker: string, before: Glance, now: Glance): number | null {
  const [from, to] = [before, now].map(({ figures }) => figures.sum(worker, 'zapflow_worker_cpu'));
  const elapsedMs = now.atMs - before.atMs;
  if (from === undefined || to === undefined || elapsedMs <= 0) return null;
  return Math.round(((to - from) / elapsedMs) * 1000) / 10;
}

function toLoopDelay(worker: string, before: Glance, now: Glance): number | null {
  const [from, to] = [before, now].map(({ figures }) =>
    figures.histogram(worker, 'zapflow_event_loop_delay'),
  );
  if (!to) return null;
  return percentile(from ? subtract(to, from) : to, 0.99) ?? null;
}

function subtract(a: HistogramValue, b: HistogramValue): HistogramValue {
  return {
    count: a.count - b.count,
    sum: a.sum - b.sum,
    buckets: a.buckets.map((count, bucket) => count - (b.buckets[bucket] ?? 0)),
  };
}

type Told = Readonly<Record<string, { readonly status: string; readonly says?: string | undefined }>>;

/** What is not well, each in a few words; else that all is. */
export function toVerdict(states: readonly WorkerState[], parts: Told): string {
  const missing = states
    .filter(({ state }) => state !== 'ready')
    .map(({ service, state }) => `${service} is ${state}.`);
  const unwell = states
    .filter(({ service, state }) => state === 'ready' && (parts[service]?.status ?? 'Healthy') !== 'Healthy')
    .map(({ service }) => `${service}: ${parts[service]?.says ?? 'not well.'}`);
  const all = [...missing, ...unwell];
  return all.length > 0 ? all.join(' ') : `Everything is well: ${states.length} workers are ready.`;
}
