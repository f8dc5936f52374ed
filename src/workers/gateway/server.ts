// The HTTP server: health, statistics and metrics of the whole program, read from shared memory when asked.
import fastify, { type FastifyInstance } from 'fastify';
import { toExposition } from '../../core/board/exposition.ts';
import { readMetrics } from '../../core/board/metric-samples.ts';
import type { Clock } from '../../core/clock.ts';
import { toAppError } from '../../core/errors.ts';
import type { Parts } from '../../core/health.ts';
import type { Log } from '../../core/log/log.ts';
import type { Random } from '../../core/random.ts';
import { rootScope, runInScope } from '../../core/scope.ts';
import { toHealth, type WorkerState } from './health.ts';
import { toStats } from './stats.ts';

export type ServerOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly mode: string;
  readonly regions: readonly { readonly service: string; readonly memory: SharedArrayBuffer }[];
  workers(): Promise<readonly WorkerState[]>;
  /** What parts of the program say of themselves; never rejects. */
  parts(): Promise<Parts>;
};

const MAX_BODY_BYTES = 256 * 1024;
const REQUEST_TIMEOUT_MS = 10_000;

export function createServer(options: ServerOptions): FastifyInstance {
  const { clock, random, log, mode, regions, workers } = options;
  const startedMs = clock.monotonicMs();
  const server = fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    logger: false,
  });
  const readAll = () => regions.flatMap(({ service, memory }) => readMetrics(memory, { worker: service }));

  // Everything that one request causes has one correlation id, and its sender can ask for it by that.
  server.addHook('onRequest', (_request, reply, done) => {
    const id = random.hex(8);
    reply.header('x-correlation-id', id);
    runInScope(rootScope(id), done);
  });

  server.get('/api/health', async (_request, reply) => {
    const [states, parts] = await Promise.all([workers().catch(() => undefined), options.parts()]);
    const health = toHealth({ mode, uptimeMs: clock.monotonicMs() - startedMs, states, parts });
    return reply.code(health.status === 'Disconnected' ? 503 : 200).send(health);
  });

  server.get('/api/stats', async () => toStats(await workers(), readAll()));

  server.get('/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(toExposition(readAll())),
  );

  server.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .send({ error: { code: 'NOT_FOUND', message: `There is no ${request.method} ${request.url}.` } }),
  );
  server.setErrorHandler((thrown, request, reply) => {
    const statusCode = (thrown as { statusCode?: number }).statusCode ?? 500;
    const error = toAppError(thrown);
    if (statusCode >= 500)
      log.error('a request failed', { method: request.method, url: request.url, err: error });
    if (statusCode < 500) {
      const { message } = thrown as Error;
      return reply.code(statusCode).send({ error: { code: 'MESSAGE_INVALID', message } });
    }
    const isTransient = error.kind === 'transient';
    return reply
      .code(isTransient ? 503 : statusCode)
      .send({ error: { code: error.code, message: isTransient ? error.message : 'The request failed.' } });
  });
  return server;
}
