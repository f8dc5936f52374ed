// What the rules look at, taken from the supervisor, from what parts say of themselves and from the metrics.

import type { StopState } from '../../../api/trading.ts';
import type { MetricSample } from '../../../core/board/metric-samples.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Parts } from '../../../core/health.ts';
import { toBreakers } from '../figures/breakers.ts';
import type { WorkerState } from '../figures/health.ts';
import { Figures } from '../figures/metric-regions.ts';
import { toConnections } from '../figures/worker-health.ts';
import type { GatewaySettings } from '../settings.ts';
import { type AlertFacts, MINUTE_MS, SECOND_MS } from './rule.ts';

export type FactSources = {
  readonly clock: Pick<Clock, 'monotonicMs' | 'now'>;
  readonly settings: Pick<GatewaySettings, 'mode' | 'host' | 'memoryRestartBytes' | 'restarted'>;
  status(): Promise<readonly WorkerState[]>;
  /** Never rejects. */
  health(): Promise<Parts>;
  /** Nobody waits for it. */
  needsSetup(): Promise<boolean>;
  /** Undefined until it is known. */
  stop(): StopState | undefined;
  /** Whether a message is parked; nobody waits for it. */
  hasParked(): Promise<boolean>;
  samples(): readonly MetricSample[];
};

const PARKED_MS = 10 * SECOND_MS;
const RESTART_WINDOW_MS = 10 * MINUTE_MS;

/** Never rejects: what does not answer is not known. */
export function createFacts(sources: FactSources): () => Promise<AlertFacts> {
  const { clock, settings } = sources;
  const countRestarts = createRestartCount();
  let needsSetup: boolean | undefined;
  let isAsking = false;
  const askForSetup = async () => {
    if (isAsking || needsSetup === false) return;
    isAsking = true;
    needsSetup = await sources.needsSetup().catch(() => needsSetup);
    isAsking = false;
  };
  const parked = createParkedLook(sources);
  return async () => {
    void askForSetup();
    parked.look();
    const [states, parts] = await Promise.all([sources.status().catch(() => undefined), sources.health()]);
    const samples = sources.samples();
    const figures = new Figures(samples);
    const nowMs = clock.monotonicMs();
    return {
      mode: settings.mode,
      host: settings.host,
      restarted: toRestarted(settings.restarted, clock.now()),
      needsSetup,
      stop: sources.stop(),
      hasParked: parked.found,
      workers: states?.map((state) => ({
        ...toWorker(state, figures),
        recentRestarts: countRestarts(state, nowMs),
        connections: toConnections(state.service, samples),
      })),
      parts,
      breakers: toBreakers(samples),
      brokers: toBrokers(samples),
      isRedisUp: toIsUp(figures.sum('cache', 'zapflow_redis_up')),
      diskFreeBytes: figures.sum('storage', 'zapflow_disk_free'),
      memory: {
        rssBytes: figures.sum('supervisor', 'zapflow_process_memory') ?? 0,
        limitBytes: settings.memoryRestartBytes,
      },
    };
  };
}

/** Storage is asked now and then, not for every look at the rules. */
function createParkedLook({ clock, hasParked }: Pick<FactSources, 'clock' | 'hasParked'>) {
  let dueMs = Number.NEGATIVE_INFINITY;
  const known = {
    found: undefined as boolean | undefined,
    look(): void {
      if (clock.monotonicMs() < dueMs) return;
      dueMs = clock.monotonicMs() + PARKED_MS;
      void hasParked().then(
        (isParked) => {
          known.found = isParked;
        },
        () => {},
      );
    },
  };
  return known;
}

function toWorker({ service, state }: WorkerState, figures: Figures) {
  return {
    name: service,
    state,
    heapBytes: figures.sum(service, 'zapflow_worker_heap'),
    heapLimitBytes: figures.sum(service, 'zapflow_worker_heap_limit'),
    queueFill: figures.sum(service, 'zapflow_queue_fill'),
  };
}

function toBrokers(samples: readonly MetricSample[]): AlertFacts['brokers'] {
  return samples.flatMap((sample) =>
    sample.name === 'zapflow_mqtt_up' && 'value' in sample
      ? [{ name: String(sample.labels['broker']), isUp: sample.value > 0 }]
      : [],
  );
}

function toRestarted(restarted: GatewaySettings['restarted'], nowMs: number): AlertFacts['restarted'] {
  return restarted && { how: restarted.how, restarts: restarted.restarts, agoMs: nowMs - restarted.atMs };
}

function toIsUp(value: number | undefined): boolean | undefined {
  return value === undefined ? undefined : value > 0;
}

/** Counts what a worker was started again within the window; it needs to be asked from time to time. */
function createRestartCount(): (state: WorkerState, nowMs: number) => number {
  const seen = new Map<string, { total: number; atMs: number[] }>();
  return ({ service, restarts }, nowMs) => {
    const known = seen.get(service) ?? { total: restarts, atMs: [] };
    for (; known.total < restarts; known.total++) known.atMs.push(nowMs);
    known.atMs = known.atMs.filter((atMs) => nowMs - atMs < RESTART_WINDOW_MS);
    seen.set(service, known);
    return known.atMs.length;
  };
}
