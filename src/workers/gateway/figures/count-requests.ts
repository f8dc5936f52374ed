import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../../../core/board/metrics.ts';

const SERVER_ERROR = 500;

/** Requests count as what the gateway handles, beside its calls; what the asker did wrong is no error of the gateway. */
export function countRequests(server: FastifyInstance, metrics: Metrics, worker: string): void {
  const processed = metrics.counter('total_requests_processed', { worker });
  const errors = metrics.counter('error_count', { worker });
  const latency = metrics.histogram('processing_latency', { worker });
  server.addHook('onResponse', (_request, reply, done) => {
    processed.add();
    latency.record(reply.elapsedTime);
    if (reply.statusCode >= SERVER_ERROR) errors.add();
    done();
  });
}
