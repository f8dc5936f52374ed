// The gateway under load: requests without pause, and figures that change faster than anybody reads them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { systemState } from '../../src/api/system.ts';
import { startWatchedRuntime } from '../../src/core/testing/watched-runtime.ts';
import { gatewayContract } from '../../src/workers/gateway/contract.ts';
import { ask } from '../../src/workers/gateway/testing/ask.ts';
import { toGatewaySettings } from '../../src/workers/gateway/testing/gateway-settings.ts';
import { openGateway } from '../../src/workers/gateway/testing/open-gateway.ts';
import { CYCLE, meterContract } from './services/meter.ts';

const MIB = 2 ** 20;
const MANY = 10_000_000;
const rateLimit = { tokenPerMinute: MANY, sessionPerMinute: MANY, failedPerMinute: MANY };
const routes = ['/api/health', '/api/stats', '/api/system', '/api/alerts', '/metrics'];
const CONNECTIONS = 64;

const autocannon = createRequire(import.meta.url).resolve('autocannon');
const outcome = z.object({ '2xx': z.int(), non2xx: z.int(), errors: z.int(), timeouts: z.int() });
const clean = { non2xx: 0, errors: 0, timeouts: 0 };

/** Asks without pause over connections that stay open, from a process of its own. */
async function hammer(url: string, connections: number, requests: number) {
  const args = [autocannon, '-j', '-c', `${connections}`, '-a', `${requests}`, '-t', '120', url];
  const clients = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  return outcome.parse(JSON.parse(await text(clients.stdout)));
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test('64 connections ask five routes without pause: all are answered, others too, and no memory stays', async (t) => {
  const gateway = await openGateway(t, { settings: { rateLimit } });
  const load = async (requests: number) => {
    let isOver = false;
    let asked = 0;
    const others = async () => {
      for (; !isOver; asked++) {
        const { status, json } = await gateway.ask({ path: '/api/health' });
        assert.deepEqual([status, json()['status']], [200, 'Healthy']);
      }
    };
    const watching = others();
    const share = Math.ceil(CONNECTIONS / routes.length);
    const hammered = routes.map((path) => hammer(`http://127.0.0.1:${gateway.port}${path}`, share, requests));
    const outcomes = await Promise.all(hammered);
    isOver = true;
    await watching;
    for (const [at, told] of outcomes.entries())
      assert.deepEqual(told, { ...clean, '2xx': requests }, `${routes[at]}`);
    assert.ok(asked >= 5, `health was answered ${asked} times`);
  };
  const heapBytes = () => {
    // What the test itself keeps.
    gateway.lines.length = 0;
    collect();
    return process.memoryUsage().heapUsed;
  };
  await load(500);
  const before = heapBytes();
  await load(2000);
  const grownBytes = heapBytes() - before;
  assert.ok(grownBytes < 2 * MIB, `the heap grew by ${(grownBytes / MIB).toFixed(1)} MiB`);
});

test('64 sign-ins at once: few are worked at, few wait, the rest is sent away, and health is answered before them', async (t) => {
  // Slow enough that those inside are still there when the first of the others is sent away.
  const passwordCost = { N: 2 ** 15, r: 8, p: 1 };
  const gateway = await openGateway(t, { settings: { rateLimit }, passwordCost });
  const told: string[] = [];
  const firstRefused = Promise.withResolvers<void>();
  const trySignIn = async (name: string) => {
    const body = { name, password: 'wrong' };
    const { status, code } = await gateway.ask({ method: 'POST', path: '/api/session', body });
    told.push(`${status} ${code}`);
    if (status === 503) firstRefused.resolve();
  };
  const storm = Promise.all(Array.from({ length: 64 }, (_, i) => trySignIn(`user${i}`)));
  await Promise.race([firstRefused.promise, storm]);
  const { status, json } = await gateway.ask({ path: '/api/health' });
  assert.deepEqual([status, json()['status']], [200, 'Healthy']);
  const open = 64 - told.length;
  assert.ok(open > 0, 'health was told after all sign-ins');
  await storm;
  const outcomes = new Set(told);
  assert.deepEqual([...outcomes].sort(), ['401 SIGN_IN_WRONG', '503 QUEUE_FULL']);
});

const CALLS = 20;
/** In one call: three times as many updates, of a counter, a gauge and a histogram. */
const LOOPS = 200_000;
const TOTAL = CALLS * LOOPS;

const moduleOf = (name: string) => new URL(`../../src/workers/${name}/service.ts`, import.meta.url).href;

test('twelve million updates of figures while they are read: never more than there were, exact afterwards', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-load-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const runtime = await startWatchedRuntime(
    t,
    [
      {
        name: 'storage',
        module: moduleOf('storage'),
        settings: { path: join(folder, 'zapflow.db'), readerThreads: 0, readTimeoutMs: 5000 },
      },
      {
        name: 'gateway',
        module: moduleOf('gateway'),
        settings: toGatewaySettings({ rateLimit }),
      },
      { name: 'meter', module: new URL('./services/meter.ts', import.meta.url).href },
    ],
    { gateway: gatewayContract, meter: meterContract },
    { disabled: ['cache', 'logger', 'sandbox', 'signer', 'market', 'analyst'] },
  );
  const { port } = await runtime.clients.gateway.address();
  const scrape = async () => {
    const { status, text: exposition } = await ask(port, { path: '/metrics' });
    assert.equal(status, 200);
    /** Of all its series together. */
    const figure = (name: string) => {
      const series = new RegExp(`^${name}\\{[^}]*worker="meter"[^}]*\\} (\\S+)$`, 'gm');
      return [...exposition.matchAll(series)].reduce((sum, [, value]) => sum + Number(value), 0);
    };
    return {
      errors: figure('error_count_total'),
      depth: figure('zapflow_storage_queue_depth'),
      count: figure('zapflow_pool_run_seconds_count'),
      sum: figure('zapflow_pool_run_seconds_sum'),
      lost: figure('zapflow_metric_updates_lost_total'),
    };
  };
  const live: number[] = [];
  let onLive = () => {};
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`);
  t.after(() => socket.terminate());
  socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', id: 1, topic: 'system' })));
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { type: string; data: unknown };
    if (frame.type !== 'snapshot' && frame.type !== 'delta') return;
    live.push(systemState.parse(frame.data).workers.find(({ name }) => name === 'meter')?.errors ?? -1);
    onLive();
  });

  let called = 0;
  const counting = (async () => {
    for (; called < CALLS; called++)
      await runtime.clients.meter.count({ updates: LOOPS }, { deadlineMs: 60_000 });
  })();
  let before = 0;
  let scrapes = 0;
  for (; called < CALLS; scrapes++) {
    const { errors, depth, count, lost } = await scrape();
    assert.ok(errors >= before && errors <= TOTAL, `${errors} after ${before}`);
    assert.ok(count <= TOTAL && depth >= 0 && depth < LOOPS, `${count} and ${depth}`);
    assert.equal(lost, 0);
    before = errors;
  }
  await counting;
  assert.ok(scrapes > 2, `${scrapes} scrapes`);
  const { lost, ...exact } = await scrape();
  const sumMs = (CALLS * LOOPS * (CYCLE - 1)) / 2;
  assert.deepEqual(exact, { errors: TOTAL, depth: LOOPS - 1, count: TOTAL, sum: sumMs / 1000 });
  assert.equal(lost, 0);
  const known = live.length;
  while (live.length === known || live.at(-1) !== TOTAL) {
    assert.ok(live.length < known + 10, `the live topic tells ${live.at(-1)}`);
    await new Promise<void>((resolve) => {
      onLive = resolve;
    });
  }
  assert.ok(
    live.every((value, at) => value <= TOTAL && value >= (live[at - 1] ?? 0)),
    live.join(),
  );
});
