// What the System page shows: the verdict in one sentence, and every worker with its figures.
import type { SystemState, WorkerFigures } from '../../../api/system.ts';
import { type HistogramValue, percentile } from '../../../core/board/log-linear.ts';
import type { Clock } from '../../../core/clock.ts';
import { type PartHealth, type Parts, toOverallHealth } from '../../../core/health.ts';
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
      workers: states.map((state) => toWorker(state, parts[state.service], older, now)),
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
  part: PartHealth | undefined,
  before: Glance,
  now: Glance,
): WorkerFigures {
  const { service: name } = state;
  const { figures } = now;
  const heap = figures.sum(name, 'zapflow_worker_heap');
  return {
    name,
    state: state.state,
    word: part?.word ?? null,
    says: part?.says ?? null,
    place: part?.process ? 'process' : heap === undefined ? 'shared' : 'own',
    rssBytes: part?.process?.rssBytes ?? null,
    cpuPercent: toCpuPercent(name, before, now),
    heapBytes: heap ?? null,
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

/** What is not well, each in a few words; else that all is, and what does nothing at present. */
export function toVerdict(states: readonly WorkerState[], parts: Parts): string {
  const missing = states
    .filter(({ state }) => state !== 'ready')
    .map(({ service, state }) => `${service} is ${state}.`);
  const ready = states.filter(({ state }) => state === 'ready');
  const unwell = ready
    .filter(({ service }) => (parts[service]?.status ?? 'Healthy') !== 'Healthy')
    .map(({ service }) => `${service}: ${parts[service]?.says ?? 'not well.'}`);
  const all = [...missing, ...unwell];
  if (all.length > 0) return all.join(' ');
  const idle = ready.flatMap(({ service }) => {
    const word = parts[service]?.word;
    return word === undefined ? [] : [`; ${service}: ${word}`];
  });
  const count = ready.length - idle.length;
  return `Everything is well: ${count} ${count === 1 ? 'worker is' : 'workers are'} ready${idle.join('')}.`;
}
