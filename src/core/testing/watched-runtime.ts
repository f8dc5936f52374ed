// A runtime for tests whose states, log lines and metrics can be asked for, also those of the dead.
import { type MetricSample, readMetrics } from '../board/metric-samples.ts';
import { createLogRingReader, type LogRingReader } from '../log/log-ring.ts';
import type { Client, Uses } from '../service.ts';
import { supervisorContract } from '../supervisor/contract.ts';
import type { RuntimeOptions, WorkerOptions } from '../supervisor/runtime-options.ts';
import type { Runtime } from '../supervisor/start-runtime.ts';
import type { WorkerStatus } from '../supervisor/supervisor.ts';
import { startTestRuntime } from './test-runtime.ts';

export type LogLine = { readonly worker: string; readonly msg: string; readonly [field: string]: unknown };

export type WatchedRuntime<U extends Uses> = Runtime<U> & {
  /** Resolves with the first status of the worker, now or later, that the test asks for. */
  until(worker: string, isWanted: (status: WorkerStatus) => boolean): Promise<WorkerStatus>;
  statusOf(worker: string): WorkerStatus;
  /** Every line logged so far, on every thread, dead or alive. */
  lines(): Promise<LogLine[]>;
  /** Value of a counter or gauge, summed over its labels. */
  metric(worker: string, name: string): Promise<number>;
};

/** It is stopped when the test ends. */
export async function startWatchedRuntime<U extends Uses>(
  owner: { after(stop: () => Promise<unknown>): void },
  workers: readonly WorkerOptions[],
  uses: U,
  changes: Partial<RuntimeOptions<U & { supervisor: typeof supervisorContract }>> = {},
): Promise<WatchedRuntime<U & { supervisor: typeof supervisorContract }>> {
  const runtime = await startTestRuntime(workers, { ...uses, supervisor: supervisorContract }, changes);
  owner.after(() => runtime.stop());
  const supervisor = runtime.clients['supervisor'] as unknown as Client<typeof supervisorContract>;
  const readers = new Map<string, LogRingReader>();
  const seen: LogLine[] = [];
  const waiting = new Set<() => void>();
  const statusOf = (worker: string): WorkerStatus => {
    const found = runtime.supervisor.status.find(({ service }) => service === worker);
    if (!found) throw new Error(`There is no worker ${worker}.`);
    return found;
  };
  supervisor.on('workerChanged', () => {
    for (const look of waiting) look();
  });
  await supervisor.status();
  return {
    ...runtime,
    statusOf,
    until: (worker, isWanted) =>
      new Promise((resolve) => {
        const look = () => {
          const status = statusOf(worker);
          if (!isWanted(status)) return;
          waiting.delete(look);
          resolve(status);
        };
        waiting.add(look);
        look();
      }),
    async lines() {
      for (const { unit, memory } of await supervisor.logRings()) {
        const reader = readers.get(unit) ?? createLogRingReader(memory);
        readers.set(unit, reader);
        reader.drain((line) => void seen.push(JSON.parse(line) as LogLine), Number.POSITIVE_INFINITY);
      }
      return seen;
    },
    async metric(worker, name) {
      const regions = await supervisor.metricRegions();
      const region = regions.find(({ service }) => service === worker);
      const samples: MetricSample[] = region ? readMetrics(region.memory) : [];
      return samples.reduce(
        (sum, sample) => sum + (sample.name === name && 'value' in sample ? sample.value : 0),
        0,
      );
    },
  };
}
