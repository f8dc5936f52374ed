import { toAppError } from '../../core/errors.ts';
import { type Context, defineService, type Service } from '../../core/service.ts';
import { storageContract } from './contract.ts';
import type { Engine } from './engine/engine.ts';
import { createHopelessEnd, type EndIfHopeless, toHopeless } from './engine/hopeless.ts';
import { openEngine } from './engine/open-engine.ts';
import { openPostgres } from './engine/postgres-client.ts';
import type { OpenServer } from './engine/postgres-server.ts';
import { WriteQueue } from './engine/write-queue.ts';
import { toHandlers } from './handlers.ts';
import { createHealthHandler, keepProbing } from './health/answer-health.ts';
import { createWriteHealth, type WriteHealth } from './health/write-health.ts';
import { createBatchCounters, watchStorage } from './measure-storage.ts';
import { createOperations } from './operations/create-operations.ts';
import { giveBack } from './operations/give-back.ts';
import { createPreparation } from './prepare-database.ts';
import { keepRemoving } from './retention/keep-removing.ts';
import { storageSettings } from './settings.ts';
import { forgetRefused } from './units/forget-refused.ts';

/** The simulator hands in a server of its own. */
export function createStorageService({ openServer }: { openServer: OpenServer }): Service {
  return defineService({
    contract: storageContract,
    settings: storageSettings,
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
      const preparation = createPreparation(context, operations.keepBefore);
      const { prepare } = preparation;
      const needs = { openServer, prepare, onOwed, checkBehind: operations.checkFile };
      const engine = await openEngine(context, needs).catch(async (error: unknown) => {
        await operations.close();
        throw toHopeless(toAppError(error)) ?? error;
      });
      const { connection } = engine;
      const health = createWriteHealth(clock, log);
      const endIfHopeless = createHopelessEnd(context);
      const queue = createQueue(context, { engine, health, endIfHopeless, onOwed });
      const read = async (name: string, input: unknown) => {
        try {
          return await engine.read(name, input);
        } catch (error) {
          endIfHopeless(toAppError(error));
          throw error;
        }
      };
      const ends = [
        keepProbing({ clock, queue, health }),
        keepRemoving({
          clock,
          random,
          log,
          metrics,
          queue,
          days: settings.retention,
          giveBack: async (isStopped) => (url ? 0 : giveBack({ connection, queue, clock }, isStopped)),
        }),
        watchStorage({ clock, metrics, engine, queue, disk: context.disk, path }),
      ];
      return {
        handlers: {
          ...toHandlers(queue, { read }),
          async forgetRefused(input, request) {
            const count = (await queue.write('forgetRefused', forgetRefused, input, request)) as number;
            engine.forgot?.(count);
            return count;
          },
          ...operations.handlers({ connection, queue }),
          health: createHealthHandler({ clock, engine, queue, health, preparation }),
        },
        stopping: operations.end,
        async stop() {
          for (const end of ends) end();
          await operations.close();
          await queue.idle();
          await engine.close();
        },
      };
    },
  });
}

type QueueParts = {
  readonly engine: Engine;
  readonly health: WriteHealth;
  readonly endIfHopeless: EndIfHopeless;
  onOwed(topics: Iterable<string>): void;
};

function createQueue(
  { clock, log, metrics }: Pick<Context, 'clock' | 'log' | 'metrics'>,
  { engine, health, endIfHopeless, onOwed }: QueueParts,
): WriteQueue {
  const count = createBatchCounters(metrics);
  const queue = new WriteQueue({
    connection: engine.connection,
    clock,
    batchMs: engine.batchMs,
    route: engine.route,
    onOwed,
    onOutcome(failure, batch) {
      count(failure, batch);
      // What was journaled or refused says nothing of whether the database takes writes.
      if (failure || batch.end === 'committed') health.note(failure);
      const end = toHopeless(failure);
      if (end) queue.end(end);
      endIfHopeless(failure);
    },
    onBug: (err) => log.error('what follows a batch failed', { err }),
  });
  return queue;
}

export const service = createStorageService({ openServer: openPostgres });
