// The gateway of a program whose market data is switched off, on threads of its own.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startWatchedRuntime } from '../../src/core/testing/watched-runtime.ts';
import { gatewayContract } from '../../src/workers/gateway/contract.ts';
import { ask } from '../../src/workers/gateway/testing/ask.ts';
import { toGatewaySettings } from '../../src/workers/gateway/testing/gateway-settings.ts';

const moduleOf = (name: string) => new URL(`../../src/workers/${name}/service.ts`, import.meta.url).href;

test('without market and analyst everything else answers, and what needs them says that they do not run', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-no-market-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const settings = { path: join(folder, 'zapflow.db'), readerThreads: 0, readTimeoutMs: 5000 };
  const runtime = await startWatchedRuntime(
    t,
    [
      { name: 'storage', module: moduleOf('storage'), settings },
      { name: 'gateway', module: moduleOf('gateway'), settings: toGatewaySettings() },
    ],
    { gateway: gatewayContract },
    { disabled: ['cache', 'logger', 'sandbox', 'signer', 'market', 'analyst'] },
  );
  const { port } = await runtime.clients.gateway.address();
  const ofBtc = '/api/market/instruments/usdm:BTCUSDT';
  for (const path of [
    '/api/market/instruments',
    '/api/market/detectors',
    `${ofBtc}/candles`,
    `${ofBtc}/book`,
  ]) {
    const { status, code } = await ask(port, { path });
    assert.deepEqual([status, code], [503, 'PEER_UNAVAILABLE'], path);
  }
  for (const path of ['/api/market/signals', '/api/market/anomalies', '/api/system', '/api/health'])
    assert.equal((await ask(port, { path })).status, 200, path);
  const health = (await ask(port, { path: '/api/health' })).json<{ status: string; market?: object }>();
  assert.deepEqual([health.status, health.market], ['Healthy', undefined]);
});
