import { z } from 'zod';
import { AppError, toAppError } from '../../core/errors.ts';
import { Secret } from '../../core/secret.ts';
import { defineService, type Service } from '../../core/service.ts';
import { storageContract } from './contract.ts';
import type { Engine } from './engine/engine.ts';
import { openPostgres } from './engine/postgres-client.ts';
import { PostgresEngine } from './engine/postgres-engine.ts';
import type { OpenServer } from './engine/postgres-server.ts';
import type { WriteConnection } from './engine/sql-connection.ts';
import { openSqliteEngine } from './engine/sqlite-engine.ts';
import { WriteQueue } from './engine/write-queue.ts';
import { toHandlers } from './handlers.ts';
import { createWriteHealth } from './health.ts';
import { toHealthWords } from './health-words.ts';
import { refuseLeftJournal } from './journal/left-journal.ts';
import { createBatchCounters, watchStorage } from './measure-storage.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrations/migrate.ts';
import { checkAtStart } from './operations/check-database.ts';
import { createOperations } from './operations/create-operations.ts';
import { giveBack } from './operations/give-back.ts';
import { readRestoredAt } from './operations/restored-at.ts';
import { keepRemoving } from './retention/keep-removing.ts';
import { probe } from './units/probe.ts';

const settings = z.object({
  path: z.string(),
  readerThreads: z.int(),
  readTimeoutMs: z.int(),
  /** PostgreSQL instead of the file. */
  databaseUrl: z
    .string()
    .transform((url) => new Secret(url))
    .optional(),
  poolConnections: z.int().default(5),
  /** Where writes wait that must not be lost while PostgreSQL is away. */
  journalPath: z.string().default(''),
  maxJournaled: z.int().default(0),
  /** Days by kind of row, `tracesDays` and so on. */
  retention: z.record(z.string(), z.int()).default({}),
});

/** While writes fail, so often is it tried whether they succeed again. */
const PROBE_MS = 1000;
/** Health that is older is looked at again when it is asked for, for at most so long. */
const FRESH_MS = 500;
const LOOK_MS = 300;

/** The simulator hands in a server of its own. */
export function createStorageService({ openServer }: { openServer: OpenServer }): Service {
  return defineService({
    contract: storageContract,
    settings,
    async start(context) {
      const { clock, log, metrics, publish, random, settings } = context;
      const { path, databaseUrl: url, journalPath } = settings;
      const operations = createOperations({
        context,
        path,
        source: url ? { engine: 'postgres', url: url.reveal(), journalPath } : { engine: 'sqlite', path },
      });
      const onOwed = (topics: Iterable<string>) => {
        for (const topic of topics) publish('messagesOwed', { topic }).catch(() => {});
      };
      let version = 0;
      let restoredAtMs: number | null = null;
      const prepare = async (connection: WriteConnection) => {
        const before = await schemaVersion(connection);
        if (before > 0 && before < SCHEMA_VERSION) await operations.keepBefore(before);
        const { from, to } = await migrate(connection, clock.now());
        if (from !== to) log.info('database schema brought up to date', { from, to });
        version = to;
        restoredAtMs = await readRestoredAt(connection);
      };
      let engine: Engine;
      if (url) {
        const server = openServer({ ...settings, url });
        const postgres = new PostgresEngine(context, { ...settings, server, prepare, onOwed });
        await postgres.start();
        engine = postgres;
      } else {
        refuseLeftJournal(context.disk, journalPath);
        engine = openSqliteEngine(context, settings);
        await checkAtStart(engine.connection, operations.checkFile);
        await prepare(engine.connection);
      }

      const health = createWriteHealth(clock, log);
      const count = createBatchCounters(metrics);
      const endIfHopeless = (failure: AppError | undefined) => {
        if (failure?.code !== 'DATABASE_CORRUPT' && failure?.code !== 'DISK_SYNC_FAILED') return;
        const isCorrupt = failure.code === 'DATABASE_CORRUPT';
        const end = isCorrupt ? failure : new AppError('DISK_UNTRUSTED', undefined, { cause: failure });
        // Whoever waits is told first.
        clock.nextTurn(() => context.fail(end));
      };
      const read = async (name: string, input: unknown) => {
        try {
          return await engine.read(name, input);
        } catch (error) {
          endIfHopeless(toAppError(error));
          throw error;
        }
      };
      const queue = new WriteQueue({
        connection: engine.connection,
        clock,
        batchMs: engine.batchMs,
        route: engine.route,
        onOwed,
        onOutcome(failure, batch) {
          count(failure, batch);
          health.note(failure);
          endIfHopeless(failure);
        },
      });
      const probing = clock.every(PROBE_MS, () => {
        if (health.failing && queue.depth === 0)
          queue.write('probe', probe, undefined, { correlationId: '' }).catch(() => {});
      });

      const { connection } = engine;
      const endRetention = keepRemoving({
        clock,
        random,
        log,
        metrics,
        queue,
        days: settings.retention,
        giveBack: async (isStopped) => (url ? 0 : giveBack({ connection, queue, clock }, isStopped)),
      });
      const endMeasuring = watchStorage({ clock, metrics, engine, queue });
      /** Nobody may have written since the disk filled up. */
      const look = async () => {
        if (url || queue.depth > 0 || clock.monotonicMs() - health.notedMs < FRESH_MS) return;
        const looked = queue.write('probe', { ...probe, lasts: false }, undefined, { correlationId: '' });
        await Promise.race([looked.catch(() => {}), clock.sleep(LOOK_MS)]);
      };

      return {
        handlers: {
          ...toHandlers(queue, { read }),
          ...operations.handlers({ connection, queue }),
          health: async () => {
            await look();
            const { journaled, parked, ...standing } = engine.standing;
            const failing = standing.failing ?? health.failing;
            return {
              says: toHealthWords({ failing, journaled, parked }),
              status: failing || parked > 0 ? ('Degraded' as const) : ('Healthy' as const),
              engine: connection.dialect,
              schemaVersion: version,
              queued: queue.depth,
              failing,
              journaled,
              parked,
              restoredAtMs,
            };
          },
        },
        async stop() {
          probing.cancel();
          endRetention();
          endMeasuring();
          await operations.close();
          await queue.idle();
          await engine.close();
        },
      };
    },
  });
}

export const service = createStorageService({ openServer: openPostgres });
