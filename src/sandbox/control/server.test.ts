import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { systemClock } from '../../core/clock.ts';
import { members } from '../members/index.ts';
import { openSandbox, type Sandbox } from '../sandbox.ts';
import { type ControlServer, openControlServer } from './server.ts';

const token = 'a-token-that-is-long-enough-for-it';
let sandbox: Sandbox;
let control: ControlServer;

before(async () => {
  sandbox = await openSandbox(members, { clock: systemClock, seed: 1, speed: 1 });
  control = await openControlServer({ port: 0, token, sandbox });
});
after(async () => {
  await control.close();
  await sandbox.close();
});

type Wish = { method?: string; path: string; body?: unknown; headers?: Record<string, string> };
type Reply = { state?: { seed: number; speed: number }; error?: { code?: string } };

function ask({ method = 'GET', path, body, headers = {} }: Wish): Promise<{ status: number; json: Reply }> {
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: control.port,
        method,
        path,
        agent: false,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      },
      async (incoming) => {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
        resolve({ status: incoming.statusCode ?? 0, json: JSON.parse(Buffer.concat(chunks).toString()) });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}

test('a request under any other name is not for this server', async () => {
  for (const host of ['evil.test', `evil.test:${control.port}`, '127.0.0.1:1', '127.0.0.1.evil.test'])
    assert.equal((await ask({ path: '/status', headers: { host } })).status, 421, host);
  assert.equal((await ask({ path: '/status', headers: { host: `localhost:${control.port}` } })).status, 200);
});

test('nobody is answered without the token, although this machine asks', async () => {
  for (const authorization of ['', 'Bearer', 'Bearer wrong', `Basic ${token}`, token])
    assert.equal((await ask({ path: '/status', headers: { authorization } })).status, 401, authorization);
});

test('seed, speed and faults are set and told', async () => {
  const faults = await ask({
    method: 'PUT',
    path: '/faults/clock.ahead',
    body: { isOn: true, forMs: 60_000 },
  });
  assert.equal(faults.status, 200);
  await ask({ method: 'PUT', path: '/speed', body: { speed: 2.5 } });
  const { json } = await ask({ method: 'PUT', path: '/seed', body: { seed: 9 } });
  assert.deepEqual([json.state?.seed, json.state?.speed], [9, 2.5]);
  assert.equal(sandbox.state.members[0]?.faults[0]?.isOn, true);
  const unknown = await ask({ method: 'PUT', path: '/faults/clock.ahed', body: { isOn: true } });
  assert.equal(unknown.json.error?.code, 'FAULT_UNKNOWN');
});

test('what does not fit is refused and changes nothing', async () => {
  const wishes: [number, Wish][] = [
    [404, { path: '/' }],
    [404, { method: 'DELETE', path: '/speed' }],
    [400, { method: 'PUT', path: '/speed', body: '{' }],
    [400, { method: 'PUT', path: '/speed', body: { speed: 0 } }],
    [400, { method: 'PUT', path: '/speed', body: { speed: 1, more: 1 } }],
    [400, { method: 'PUT', path: '/seed', body: { seed: 1.5 } }],
    [400, { method: 'PUT', path: '/faults/%', body: { isOn: true } }],
    [400, { method: 'PUT', path: '/faults/clock.ahead', body: { isOn: true, forMs: 86_400_001 } }],
    [413, { method: 'PUT', path: '/speed', body: `"${'x'.repeat(20_000)}"` }],
    [415, { method: 'PUT', path: '/speed', body: '{}', headers: { 'content-type': 'text/plain' } }],
  ];
  const before = JSON.stringify({ ...sandbox.state, nowMs: 0, members: [] });
  for (const [status, wish] of wishes) assert.equal((await ask(wish)).status, status, JSON.stringify(wish));
  assert.equal(JSON.stringify({ ...sandbox.state, nowMs: 0, members: [] }), before);
});

test('a peer that goes away in the middle of its body harms nobody', async () => {
  const socket = connect(control.port, '127.0.0.1');
  socket.write(
    `PUT /speed HTTP/1.1\r\nHost: 127.0.0.1:${control.port}\r\nAuthorization: Bearer ${token}\r\nContent-Length: 100\r\n\r\n{`,
  );
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.resetAndDestroy();
  assert.equal((await ask({ path: '/status' })).status, 200);
});

test('a port that is taken is told with the setting that mends it', async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  t.after(() => other.close());
  const { port } = other.address() as { port: number };
  await assert.rejects(openControlServer({ port, token, sandbox }), {
    code: 'SANDBOX_UNBINDABLE',
    kind: 'config',
  });
});
