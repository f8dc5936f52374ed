// The real storage worker on a file of its own, and the same engine without a worker.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/core/clock.ts';
import { nodeDisk } from '../../src/core/disk/node-disk.ts';
import type { Uses } from '../../src/core/service.ts';
import type { WorkerOptions } from '../../src/core/supervisor/runtime-options.ts';
import { storageContract } from '../../src/workers/storage/contract.ts';
import { createSqliteConnection } from '../../src/workers/storage/engine/sqlite-connection.ts';
import { WriteQueue } from '../../src/workers/storage/engine/write-queue.ts';
import { migrate } from '../../src/workers/storage/migrations/migrate.ts';
import { startBenchRuntime } from '../harness/start-bench-runtime.ts';

export function storageWorker(folder: string, databaseUrl?: string): WorkerOptions {
  return {
    name: 'storage',
    module: new URL('../../src/workers/storage/service.ts', import.meta.url).href,
    settings: {
      path: join(folder, 'bench.db'),
      journalPath: join(folder, 'journal.db'),
      maxJournaled: 1000,
      readerThreads: 1,
      readTimeoutMs: 5000,
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
    },
  };
}

export async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'zapflow-bench-'));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function startStorage<U extends Uses = Record<never, never>>(
  folder: string,
  others: readonly WorkerOptions[] = [],
  uses: U = {} as U,
  databaseUrl?: string,
) {
  return startBenchRuntime([storageWorker(folder, databaseUrl), ...others], {
    storage: storageContract,
    ...uses,
  });
}

/** The engine as the worker has it, on the calling thread. */
export async function openEngine(folder: string) {
  const database = nodeDisk.open(join(folder, 'engine.db'));
  const connection = createSqliteConnection(database);
  await migrate(connection, Date.now());
  const queue = new WriteQueue({ connection, clock: systemClock, onOwed() {}, onOutcome() {}, onBug() {} });
  return { database, queue, close: () => database.close() };
}
