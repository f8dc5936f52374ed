// What storage does and what waits, in figures.
import type { Metrics } from '../../core/board/metrics.ts';
import type { Clock } from '../../core/clock.ts';
import type { Disk } from '../../core/disk/disk.ts';
import type { AppError } from '../../core/errors.ts';
import type { Engine } from './engine/engine.ts';
import type { BatchFigures, WriteQueue } from './engine/write-queue.ts';
import { outboxBacklog } from './reads/outbox-backlog.ts';

const GAUGES_MS = 1000;
const DISK_MS = 10_000;
/** It reads rows. */
const BACKLOG_MS = 5000;

export type Measured = {
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly engine: Engine;
  readonly queue: Pick<WriteQueue, 'depth'>;
  readonly disk: Pick<Disk, 'freeBytes'>;
  /** Whose disk counts. */
  readonly path: string;
};

/** Takes what came of a batch. */
export function createBatchCounters(
  metrics: Metrics,
): (failure: AppError | undefined, batch: BatchFigures) => void {
  const commits = metrics.counter('zapflow_storage_commits');
  const latency = metrics.histogram('zapflow_storage_commit_latency');
  const done = metrics.counter('zapflow_storage_writes', { result: 'done' });
  const failed = metrics.counter('zapflow_storage_writes', { result: 'failed' });
  return (failure, batch) => {
    done.add(batch.writes - batch.failed);
    failed.add(batch.failed);
    if (failure) {
      metrics.counter('zapflow_storage_commit_failures', { code: failure.code }).add();
      return;
    }
    if (batch.end !== 'committed') return;
    commits.add();
    latency.record(batch.durationMs);
  };
}

/** Keeps the gauges right; returns what ends it. */
export function watchStorage({ clock, metrics, engine, queue, disk, path }: Measured): () => void {
  const depth = metrics.gauge('zapflow_storage_queue_depth');
  const journaled = metrics.gauge('zapflow_storage_journaled');
  const connections = metrics.gauge('database_connections_active');
  const known = new Set<string>();
  const readGauges = () => {
    depth.set(queue.depth);
    journaled.set(engine.standing.journaled);
    connections.set(engine.connections);
  };
  const readDisk = () => {
    const free = disk.freeBytes?.(path);
    if (free !== undefined) metrics.gauge('zapflow_disk_free').set(free);
  };
  const readBacklog = async () => {
    const topics = outboxBacklog.output.parse(await engine.read('outboxBacklog', undefined));
    const waiting = new Map(topics.map((entry) => [entry.topic, entry.waiting]));
    for (const topic of waiting.keys()) known.add(topic);
    for (const topic of known)
      metrics.gauge('zapflow_outbox_backlog', { topic }).set(waiting.get(topic) ?? 0);
  };
  readGauges();
  readDisk();
  const timers = [
    clock.every(GAUGES_MS, readGauges),
    clock.every(DISK_MS, readDisk),
    // A database that is away has no figures; health tells of it.
    clock.every(BACKLOG_MS, () => void readBacklog().catch(() => {})),
  ];
  return () => {
    for (const timer of timers) timer.cancel();
  };
}
