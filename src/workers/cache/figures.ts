// What is counted of one kind: for the metrics, which outlive the worker, and for `stats`, which begin with it.
import type { Metrics } from '../../core/board/metrics.ts';
import type { CacheFigures } from '../../core/cache/cache-messages.ts';

export type RefusalReason = 'invalid' | 'outdated' | 'poisoned';

export type Figures = ReturnType<typeof createFigures>;

export function createFigures(metrics: Metrics, kind: string) {
  const counts = { memoryHits: 0, redisHits: 0, misses: 0, staleServed: 0, loads: 0 };
  const counting = (name: keyof typeof counts, counter: { add(): void }) => () => {
    counts[name]++;
    counter.add();
  };
  const memoryMisses = metrics.counter('zapflow_cache_misses', { kind, layer: 'memory' });
  const entriesGauge = metrics.gauge('zapflow_cache_entries', { kind });
  return {
    memoryHit: counting('memoryHits', metrics.counter('zapflow_cache_hits', { kind, layer: 'memory' })),
    redisHit: counting('redisHits', metrics.counter('zapflow_cache_hits', { kind, layer: 'redis' })),
    /** Not in memory; whether Redis has it is another question. */
    memoryMiss: () => memoryMisses.add(),
    /** In no layer. */
    miss: counting('misses', metrics.counter('zapflow_cache_misses', { kind, layer: 'all' })),
    stale: counting('staleServed', metrics.counter('zapflow_cache_stale', { kind })),
    load: counting('loads', metrics.counter('zapflow_cache_loads', { kind })),
    refused: (reason: RefusalReason) => metrics.counter('zapflow_cache_refused', { kind, reason }).add(),
    read(entries: number): CacheFigures {
      entriesGauge.set(entries);
      const hits = counts.memoryHits + counts.redisHits;
      const reads = hits + counts.misses;
      return { ...counts, entries, hitRate: reads === 0 ? null : hits / reads };
    },
  };
}
