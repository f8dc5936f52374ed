// What `audit.log` says of each change: who, from where, what, on what; no field takes the place of one of the line itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGateway } from '../../src/workers/gateway/testing/open-gateway.ts';
import { password, setUp } from '../../src/workers/gateway/testing/people.ts';

test('a change is one line of the category audit, with its target under its own name', async (t) => {
  const gateway = await openGateway(t);
  const session = await setUp(gateway);
  gateway.setWorkers(() => [{ service: 'cache', state: 'ready', restarts: 0 }]);
  gateway.lines.length = 0;
  const asked = [
    ['POST', '/api/system/workers/cache/restart', {}],
    ['PUT', '/api/alerts/kinds/set-up-open/mute', { minutes: 5 }],
    ['POST', '/api/stop', { reason: 'canary' }],
  ] as const;
  for (const [method, path, body] of asked) {
    const { status, text } = await gateway.ask({ method, path, body, session });
    assert.ok(status < 300, text);
  }
  await gateway.ask({ path: '/api/stop', session });
  const lines = gateway.lines.map((line) => JSON.parse(line)).filter(({ category }) => category === 'audit');
  assert.deepEqual(
    lines.map(({ worker, actor, action, target }) => [worker, actor, action, target]),
    [
      ['gateway', 'user:ada', 'restartWorker', 'cache'],
      ['gateway', 'user:ada', 'muteAlerts', 'set-up-open'],
      ['gateway', 'user:ada', 'stopTrading', undefined],
    ],
  );
  for (const line of lines) {
    assert.deepEqual(
      Object.keys(line).filter((key) => key.startsWith('_')),
      [],
    );
    assert.equal(line.address, '127.0.0.1');
    assert.doesNotMatch(JSON.stringify(line), /canary/);
  }
});

test('who signs in is named by the line of it', async (t) => {
  const gateway = await openGateway(t);
  await setUp(gateway);
  gateway.lines.length = 0;
  const body = { name: 'ada', password };
  assert.equal((await gateway.ask({ method: 'POST', path: '/api/session', body })).status, 200);
  const lines = gateway.lines.map((line) => JSON.parse(line)).filter(({ category }) => category === 'audit');
  assert.deepEqual(
    lines.map(({ actor, action }) => [actor, action]),
    [['user:ada', 'signIn']],
  );
});
