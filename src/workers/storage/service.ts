import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { defineService } from '../../core/service.ts';
import { storageContract } from './contract.ts';
import { openSqliteEngine } from './engine/sqlite-engine.ts';
import { WriteQueue } from './engine/write-queue.ts';
import { toHandlers } from './handlers.ts';
import { createWriteHealth } from './health.ts';
import { migrate } from './migrations/migrate.ts';
import { probe } from './units/probe.ts';

const settings = z.object({
  path: z.string(),
  readerThreads: z.int(),
  readTimeoutMs: z.int(),
});

/** While writes fail, so often is it tried whether they succeed again. */
const PROBE_MS = 1000;

export const service = defineService({
  contract: storageContract,
  settings,
  async start(context) {
    const { clock, log, publish, settings } = context;
    const engine = openSqliteEngine(context, settings);
    const { from, to } = await migrate(engine.connection, clock.now());
    if (from !== to) log.info('database schema brought up to date', { from, to });

    const health = createWriteHealth(clock, log);
    const queue = new WriteQueue({
      connection: engine.connection,
      clock,
      onOwed(topics) {
        for (const topic of topics) publish('messagesOwed', { topic }).catch(() => {});
      },
      onOutcome(failure) {
        health.note(failure);
        if (failure?.code === 'DATABASE_CORRUPT') context.fail(failure);
        if (failure?.code === 'DISK_SYNC_FAILED')
          context.fail(new AppError('DISK_UNTRUSTED', undefined, { cause: failure }));
      },
    });
    const probing = clock.every(PROBE_MS, () => {
      if (health.failing && queue.depth === 0)
        queue.write('probe', probe, undefined, { correlationId: '' }).catch(() => {});
    });

    return {
      handlers: {
        ...toHandlers(queue, engine),
        health: () => ({
          status: health.failing ? ('Degraded' as const) : ('Healthy' as const),
          engine: engine.connection.dialect,
          schemaVersion: to,
          queued: queue.depth,
          failing: health.failing,
          journaled: 0,
        }),
      },
      async stop() {
        probing.cancel();
        await queue.idle();
        await engine.close();
      },
    };
  },
});
