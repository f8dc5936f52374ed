// How well each worker is by its figures: what it owes, and what failed within the last minute.
import type { MetricSample } from '../../../core/board/metric-samples.ts';
import type { Clock, Timer } from '../../../core/clock.ts';
import { judgeWorker, type Parts, worseOf } from '../../../core/health.ts';
import type { WorkerState } from './health.ts';
import { Figures } from './metric-regions.ts';

export const OUTSIDE = 'outside';
/** Errors are told of the last minute, so that health is whole again a minute after the last. */
const WINDOW_MS = 60_000;
const STEP_MS = 5000;

type Count = { readonly processed: number; readonly errors: number; readonly bugs: number };
type Glance = { readonly atMs: number; readonly counts: ReadonlyMap<string, Count> };

export interface WorkerHealth {
  /** Of every worker, the worse of what its figures tell and what it says of itself. */
  judge(states: readonly WorkerState[], said: Parts): Parts;
  stop(): void;
}

export function watchWorkers(sources: {
  readonly clock: Pick<Clock, 'monotonicMs' | 'every'>;
  readonly workers: readonly string[];
  samples(): readonly MetricSample[];
}): WorkerHealth {
  const { clock, workers } = sources;
  const glance = (samples = sources.samples()): Glance => {
    const figures = new Figures(samples);
    return {
      atMs: clock.monotonicMs(),
      counts: new Map(workers.map((worker) => [worker, toCount(worker, figures)])),
    };
  };
  const glances = [glance()];
  const timer: Timer = clock.every(STEP_MS, () => {
    glances.push(glance());
    // The first one left is as old as the window, or as the program.
    while (glances[1] && clock.monotonicMs() - glances[1].atMs >= WINDOW_MS) glances.shift();
  });
  return {
    judge(states, said) {
      const samples = sources.samples();
      const now = glance(samples);
      return Object.fromEntries(
        states.map(({ service, state }) => {
          const figured = judgeWorker({
            state,
            ...difference(glances[0]?.counts.get(service), now.counts.get(service)),
            connections: toConnections(service, samples),
          });
          const own = said[service];
          return [service, own ? worseOf(own, figured) : figured];
        }),
      );
    },
    stop: () => timer.cancel(),
  };
}

/** Connections to the outside that a worker has and should have; those of clients it does not owe. */
export function toConnections(worker: string, samples: readonly MetricSample[]) {
  let [active, wanted] = [0, 0];
  for (const sample of samples) {
    if (sample.labels['worker'] !== worker || !('value' in sample)) continue;
    if (sample.name === 'connections_active' && sample.labels['kind'] === OUTSIDE) active += sample.value;
    if (sample.name === 'zapflow_connections_wanted') wanted += sample.value;
  }
  return { active, wanted };
}

function toCount(worker: string, figures: Figures): Count {
  return {
    processed: figures.sum(worker, 'total_requests_processed') ?? 0,
    errors: figures.sum(worker, 'error_count') ?? 0,
    bugs: figures.sum(worker, 'zapflow_handler_bugs') ?? 0,
  };
}

function difference(before: Count | undefined, now: Count | undefined): Count {
  return {
    processed: (now?.processed ?? 0) - (before?.processed ?? 0),
    errors: (now?.errors ?? 0) - (before?.errors ?? 0),
    bugs: (now?.bugs ?? 0) - (before?.bugs ?? 0),
  };
}
