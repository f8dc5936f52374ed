import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocateMetricRegion } from '../../../../core/board/metric-region.ts';
import { openMetrics } from '../../../../core/board/metrics.ts';
import { AppError } from '../../../../core/errors.ts';
import { createManualClock } from '../../../../core/testing/manual-clock.ts';
import type { GatewayParts } from '../../parts.ts';
import type { RouteRequest } from '../route-handler.ts';
import { systemRoutes } from './system.ts';

const by = { actor: 'user:ada', address: '' };
const request = { by, setStatus() {} } as unknown as RouteRequest;

function create(failure?: AppError) {
  const audited: unknown[] = [];
  const memory = allocateMetricRegion();
  const parts = {
    clock: createManualClock(),
    settings: { mode: 'paper' },
    regions: [{ service: 'supervisor', memory }],
    health: async () => ({}),
    workerHealth: { judge: () => ({}) },
    storage: { recordAudit: async ({ details }: { details: unknown }) => void audited.push(details) },
    supervisor: {
      status: async () => [{ service: 'cache', state: 'ready', restarts: 0 }],
      restart: async () => {
        if (failure) throw failure;
      },
    },
  } as unknown as GatewayParts;
  const routes = systemRoutes(parts, {} as never);
  const restart = async () =>
    routes.restartWorker({ params: { worker: 'cache' }, query: undefined, body: undefined }, request);
  return { routes, restart, audited, metrics: openMetrics(memory) };
}

test('a restart that the supervisor refuses leaves no row in the audit', async () => {
  const { restart, audited } = create(new AppError('WORKER_UNKNOWN'));
  await assert.rejects(restart(), { code: 'WORKER_UNKNOWN' });
  assert.deepEqual(audited, []);
});

test('a restart is in the audit, one that failed with its outcome', async () => {
  const well = create();
  await well.restart();
  assert.deepEqual(well.audited, [{}]);
  const failing = create(new AppError('PEER_UNAVAILABLE'));
  await assert.rejects(failing.restart(), { code: 'PEER_UNAVAILABLE' });
  assert.deepEqual(failing.audited, [{ failed: 'PEER_UNAVAILABLE' }]);
});

test('health tells how long the program is up, not the gateway', async () => {
  const { routes, metrics } = create();
  metrics.gauge('worker_uptime', { worker: 'supervisor' }).set(5000);
  const input = { params: undefined, query: undefined, body: undefined };
  assert.equal((await routes.health(input, request)).uptimeMs, 5000);
});
