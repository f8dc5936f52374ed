import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify from 'fastify';
import { allocateMetricRegion } from '../../../core/board/metric-region.ts';
import { readMetrics } from '../../../core/board/metric-samples.ts';
import { openMetrics } from '../../../core/board/metrics.ts';
import { countRequests } from './count-requests.ts';
import { Figures } from './metric-regions.ts';
import { toWorkerStats } from './stats.ts';

test('requests are counted as what the gateway handles; only its own failures are errors', async (t) => {
  const region = allocateMetricRegion();
  const server = fastify();
  t.after(() => server.close());
  server.get('/status/:code', async (request, reply) =>
    reply.code(Number((request.params as { code: string }).code)).send(),
  );
  countRequests(server, openMetrics(region), 'gateway');
  for (const code of [200, 204, 403, 429, 500, 503]) await server.inject(`/status/${code}`);
  await server.inject('/nowhere');
  const figures = new Figures(readMetrics(region, { worker: 'gateway' }));
  const { processed, errors, latencyMs } = toWorkerStats(
    { service: 'gateway', state: 'ready', restarts: 0 },
    figures,
  );
  assert.deepEqual([processed, errors], [7, 2]);
  assert.equal(typeof latencyMs.p99, 'number');
});
