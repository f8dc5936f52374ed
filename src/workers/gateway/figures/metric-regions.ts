// The figures of all workers, read from shared memory when asked.
import { type MetricSample, readMetrics } from '../../../core/board/metric-samples.ts';
import type { MetricName } from '../../../core/board/metric-table.ts';

export type MetricRegions = readonly { readonly service: string; readonly memory: SharedArrayBuffer }[];

export function readAll(regions: MetricRegions): MetricSample[] {
  return regions.flatMap(({ service, memory }) => readMetrics(memory, { worker: service }));
}

/** By worker and name, for those who look many of them up. */
export class Figures {
  readonly #samples = new Map<string, MetricSample[]>();

  constructor(samples: readonly MetricSample[]) {
    for (const sample of samples) {
      const key = toKey(String(sample.labels['worker'] ?? ''), sample.name);
      const same = this.#samples.get(key);
      if (same) same.push(sample);
      else this.#samples.set(key, [sample]);
    }
  }

  /** Of all labels together; undefined where nothing was recorded. */
  sum(worker: string, name: MetricName): number | undefined {
    const found = this.#samples.get(toKey(worker, name));
    return found?.reduce((sum, sample) => sum + ('value' in sample ? sample.value : 0), 0);
  }

  histogram(worker: string, name: MetricName) {
    const sample = this.#samples.get(toKey(worker, name))?.[0];
    return sample && 'histogram' in sample ? sample.histogram : undefined;
  }
}

function toKey(worker: string, name: MetricName): string {
  return `${worker} ${name}`;
}
