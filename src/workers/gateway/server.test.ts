import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Parts } from '../../core/health.ts';
import { createLogger } from '../../core/log/logger.ts';
import { createSeededRandom } from '../../core/random.ts';
import { currentScope } from '../../core/scope.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { createServer } from './server.ts';

function create(
  workers: () => Promise<{ service: string; state: string; restarts: number }[]>,
  parts: Parts = {},
) {
  const clock = createManualClock();
  const lines: string[] = [];
  const log = createLogger({
    write: (line) => lines.push(line),
    clock,
    worker: 'gateway',
    scope: currentScope,
  });
  const server = createServer({
    clock,
    random: createSeededRandom(1),
    log,
    mode: 'sandbox',
    regions: [],
    workers,
    parts: async () => parts,
  });
  return { server, lines };
}

test('whatever a request causes carries the correlation id that its reply names', async () => {
  const seen: (string | undefined)[] = [];
  const { server } = create(async () => {
    seen.push(currentScope()?.correlationId);
    return [];
  });
  const first = await server.inject('/api/stats');
  const second = await server.inject('/api/stats');
  assert.deepEqual(seen, [first.headers['x-correlation-id'], second.headers['x-correlation-id']]);
  assert.equal(new Set(seen).size, 2);
});

test('health is Degraded while a worker is not ready, and Disconnected with 503 when nobody can tell', async () => {
  const degraded = await create(async () => [
    { service: 'logger', state: 'waiting', restarts: 1 },
  ]).server.inject('/api/health');
  assert.deepEqual(
    [degraded.statusCode, degraded.json().status, degraded.json().workers],
    [200, 'Degraded', { logger: 'waiting' }],
  );
  const lost = await create(() => Promise.reject(new Error('no answer'))).server.inject('/api/health');
  assert.deepEqual([lost.statusCode, lost.json().status], [503, 'Disconnected']);
});

test('health shows what the parts say, and is Degraded while one of them is not well', async () => {
  const storage = { status: 'Degraded', says: 'The disk is full.', journaled: 3 } as const;
  const worker = { service: 'storage', state: 'ready', restarts: 0 };
  const reply = await create(async () => [worker], { storage }).server.inject('/api/health');
  assert.deepEqual([reply.statusCode, reply.json().status, reply.json().storage], [200, 'Degraded', storage]);
});

test('an error inside is logged with its stack and told without it', async () => {
  const { server, lines } = create(() => Promise.reject(new TypeError('secret detail')));
  const reply = await server.inject('/api/stats');
  assert.equal(reply.statusCode, 500);
  assert.doesNotMatch(reply.body, /secret detail/);
  assert.match(lines.join(''), /secret detail/);
});
