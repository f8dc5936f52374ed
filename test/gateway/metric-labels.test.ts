// Threat 31: metrics name no person, token or wallet, and what anybody sends gives no series of its own.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { labelTable } from '../../src/core/board/metric-table.ts';
import { startWatchedRuntime } from '../../src/core/testing/watched-runtime.ts';
import { gatewayContract } from '../../src/workers/gateway/contract.ts';
import { hashOpaque } from '../../src/workers/gateway/security/opaque.ts';
import { ask, toSession } from '../../src/workers/gateway/testing/ask.ts';
import { toGatewaySettings } from '../../src/workers/gateway/testing/gateway-settings.ts';
import { password } from '../../src/workers/gateway/testing/people.ts';

const moduleOf = (name: string) => new URL(`../../src/workers/${name}/service.ts`, import.meta.url).href;
const SETUP_TOKEN = 'set-up';
const USER = 'canaryuser';
const WALLET = 'CanaryWa11etXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX';

async function start(t: TestContext): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-labels-'));
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
        settings: toGatewaySettings({
          setupTokenHash: hashOpaque(SETUP_TOKEN),
          rateLimit: { tokenPerMinute: 5000, sessionPerMinute: 5000, failedPerMinute: 5000 },
        }),
      },
    ],
    { gateway: gatewayContract },
    { disabled: ['cache', 'logger', 'sandbox', 'signer', 'market', 'analyst'] },
  );
  return (await runtime.clients.gateway.address()).port;
}

test('names of people, tokens and wallets never occur in metrics, however they come in', async (t) => {
  const port = await start(t);
  const text = async () => (await ask(port, { path: '/metrics' })).text;
  const body = { token: SETUP_TOKEN, name: USER, password };
  const session = toSession(await ask(port, { method: 'POST', path: '/api/setup', body }));
  const made = await ask(port, {
    method: 'POST',
    path: '/api/tokens',
    body: { name: 'canarytoken', role: 'viewer' },
    session,
  });
  assert.equal(made.status, 200, made.text);
  const { text: token } = made.json<{ text: string }>();
  assert.equal((await ask(port, { path: '/api/stats', token })).status, 200);
  const before = (await text()).split('\n').length;

  for (let i = 0; i < 300; i++) {
    await ask(port, { path: `/api/${WALLET}${i}?wallet=${WALLET}${i}`, token: `${token}${i}` });
    await ask(port, { path: `/api/system/workers/${WALLET}/restart`, method: 'POST', body: {}, session });
  }
  for (const name of [USER, 'nobody-canary'])
    await ask(port, { method: 'POST', path: '/api/session', body: { name, password: 'wrong' } });
  await ask(port, { method: 'POST', path: '/api/stop', body: { reason: `canary ${WALLET}` }, session });

  const seen = await text();
  for (const canary of [/canary/i, new RegExp(token), new RegExp(session ?? '-')])
    assert.doesNotMatch(seen, canary);
  assert.equal(seen.split('\n').length, before);
  const labels = new Set([...seen.matchAll(/[{,](\w+)="/g)].map(([, label]) => label as string));
  assert.deepEqual(
    [...labels].filter((label) => label !== 'le' && !(label in labelTable)),
    [],
  );
});
