// Tells how storage is, and finds out whether writing works when nobody writes.
import type { Clock } from '../../../core/clock.ts';
import type { Handlers } from '../../../core/service.ts';
import type { storageContract } from '../contract.ts';
import type { Engine } from '../engine/engine.ts';
import type { WriteQueue } from '../engine/write-queue.ts';
import { toHealthWords } from '../health-words.ts';
import type { Preparation } from '../prepare-database.ts';
import { probe } from '../units/probe.ts';
import type { WriteHealth } from './write-health.ts';

/** While writes fail, so often is it tried whether they succeed again. */
const PROBE_MS = 1000;
/** Health that is older is looked at again when it is asked for, for at most so long. */
const FRESH_MS = 500;
const LOOK_MS = 300;

const toldToNobody = { correlationId: '' };

export type HealthParts = {
  readonly clock: Clock;
  readonly engine: Engine;
  readonly queue: Pick<WriteQueue, 'depth' | 'write'>;
  readonly health: WriteHealth;
  readonly preparation: Preparation;
};

/** Returns what ends it. */
export function keepProbing({
  clock,
  queue,
  health,
}: Omit<HealthParts, 'engine' | 'preparation'>): () => void {
  const timer = clock.every(PROBE_MS, () => {
    if (health.failing && queue.depth === 0)
      queue.write('probe', probe, undefined, toldToNobody).catch(() => {});
  });
  return () => timer.cancel();
}

export function createHealthHandler(parts: HealthParts): Handlers<typeof storageContract>['health'] {
  const { engine, queue, health, preparation } = parts;
  return async () => {
    await look(parts);
    const { standing } = engine;
    const { journaled, journalFailing, refused } = standing;
    const failing = standing.failing ?? health.failing;
    return {
      says: toHealthWords({ ...standing, failing }),
      status: failing || journalFailing || refused > 0 ? ('Degraded' as const) : ('Healthy' as const),
      engine: engine.connection.dialect,
      schemaVersion: preparation.schemaVersion,
      queued: queue.depth,
      failing,
      journaled,
      journalFailing,
      refused,
      restoredAtMs: preparation.restoredAtMs,
    };
  };
}

/** Nobody may have written since the disk filled up; a server tells by itself that it is away. */
async function look({ clock, engine, queue, health }: HealthParts): Promise<void> {
  if (engine.connection.dialect === 'postgres') return;
  if (queue.depth > 0 || clock.monotonicMs() - health.notedMs < FRESH_MS) return;
  const looked = queue.write('probe', { ...probe, lasts: false }, undefined, toldToNobody);
  await Promise.race([looked.catch(() => {}), clock.sleep(LOOK_MS)]);
}
