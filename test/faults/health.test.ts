// What /api/health says while storage cannot do its work.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { nodeDisk } from '../../src/core/disk/node-disk.ts';
import { AppError } from '../../src/core/errors.ts';
import { startWatchedRuntime } from '../../src/core/testing/watched-runtime.ts';
import { gatewayContract } from '../../src/workers/gateway/contract.ts';
import { toGatewaySettings } from '../../src/workers/gateway/testing/gateway-settings.ts';

const moduleOf = (name: string) => new URL(`../../src/workers/${name}/service.ts`, import.meta.url).href;

type Answer = {
  readonly status: string;
  readonly workers: Record<string, string>;
  readonly storage: { readonly status: string; readonly says: string };
};

async function start(t: TestContext, prepare: (path: string) => void = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-health-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'zapflow.db');
  prepare(path);
  const runtime = await startWatchedRuntime(
    t,
    [
      {
        name: 'storage',
        module: moduleOf('storage'),
        settings: { path, readerThreads: 0, readTimeoutMs: 5000 },
        restarts: { restartOnError: true, maxRestarts: 3, windowMs: 600_000, delayMs: 100, maxDelayMs: 100 },
      },
      {
        name: 'gateway',
        module: moduleOf('gateway'),
        settings: toGatewaySettings(),
      },
    ],
    { gateway: gatewayContract },
    { disabled: ['cache', 'logger'] },
  );
  const { port } = await runtime.clients.gateway.address();
  const health = async () => (await (await fetch(`http://127.0.0.1:${port}/api/health`)).json()) as Answer;
  return { runtime, path, health };
}

async function until(health: () => Promise<Answer>, isWanted: (answer: Answer) => boolean): Promise<Answer> {
  for (;;) {
    const answer = await health();
    if (isWanted(answer)) return answer;
  }
}

test('a database that cannot be written is told though nobody writes, and so is its recovery', async (t) => {
  const { path, health } = await start(t);
  await until(health, ({ status }) => status === 'Healthy');
  const other = nodeDisk.open(path);
  other.begin('full');
  const answer = await until(health, ({ status }) => status !== 'Healthy');
  assert.equal(answer.status, 'Degraded');
  assert.match(answer.storage.status, /Disconnected|Degraded/);
  assert.match(answer.storage.says, /does not answer|Somebody else holds a lock on the database/);
  other.rollback();
  other.close();
  const recovered = await until(health, ({ status }) => status === 'Healthy');
  assert.equal(recovered.storage.says, 'Everything is written.');
});

test('a dead storage worker is Disconnected while the gateway goes on', async (t) => {
  const { runtime, health } = await start(t);
  for (let death = 0; runtime.statusOf('storage').state !== 'failed'; death++) {
    await runtime.until('storage', ({ state }) => state === 'ready' || state === 'failed');
    if (runtime.statusOf('storage').state === 'ready')
      runtime.supervisor.kill('storage', new AppError('WORKER_FAILED', `Death ${death}.`));
    await runtime.until('storage', ({ state }) => state !== 'ready');
  }
  const answer = await health();
  assert.deepEqual([answer.status, answer.storage.status], ['Degraded', 'Disconnected']);
  assert.equal(answer.workers['storage'], 'failed');
});

test('the gateway starts and answers while storage cannot start, and tells when it can', async (t) => {
  let release = () => {};
  const { health } = await start(t, (path) => {
    const other = nodeDisk.open(path, { busyTimeoutMs: 0 });
    other.begin('full');
    release = () => {
      other.rollback();
      other.close();
    };
  });
  const answer = await health();
  assert.deepEqual([answer.status, answer.storage.status], ['Degraded', 'Disconnected']);
  release();
  await until(health, ({ status }) => status === 'Healthy');
});
