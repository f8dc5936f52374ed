import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { openSandbox, type Sandbox } from '../sandbox.ts';
import { exchange } from './exchange.ts';

const factsOf = ({ state }: Sandbox) => state.members[0]?.facts ?? {};

test('the exchange tells its port, symbols, mood, rate and connections, and begins anew with a new seed', async () => {
  const clock = createManualClock();
  const sandbox = await openSandbox([exchange], { clock, seed: 1, speed: 1, ports: { exchange: 0 } });
  const { port, symbols, regime, connections, messagesPerSecond } = factsOf(sandbox);
  assert.ok(Number(port) > 0);
  assert.match(String(symbols), /usdm:BTCUSDT/);
  assert.deepEqual([regime, connections, messagesPerSecond], ['calm', 0, 0]);
  assert.equal((await fetch(`http://127.0.0.1:${port}/api/v3/ping`)).status, 200);
  await sandbox.setSeed(2);
  assert.equal((await fetch(`http://127.0.0.1:${factsOf(sandbox)['port']}/api/v3/ping`)).status, 200);
  await sandbox.close();
});

test('a port that is taken is told, tried again, and keeps nothing else from running', async () => {
  const clock = createManualClock();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const sandbox = await openSandbox([exchange], { clock, seed: 1, speed: 1, ports: { exchange: port } });
  assert.equal(factsOf(sandbox)['port'], null);
  assert.match(String(factsOf(sandbox)['says']), new RegExp(`cannot listen on port ${port}.*tried again`));
  await new Promise((resolve) => other.close(resolve));
  while (factsOf(sandbox)['port'] === null) await clock.advance(2000);
  assert.equal(factsOf(sandbox)['port'], port);
  await sandbox.close();
});

test('at a thousand times its speed it moves in longer steps, says so, and is never behind', async () => {
  const clock = createManualClock();
  const sandbox = await openSandbox([exchange], { clock, seed: 1, speed: 1, ports: { exchange: 0 } });
  await clock.advance(50);
  assert.match(String(factsOf(sandbox)['says']), /keeps up/);
  sandbox.setSpeed(1000);
  await clock.advance(100);
  assert.match(String(factsOf(sandbox)['says']), /steps of \d+ ms/);
  const reply = await fetch(
    `http://127.0.0.1:${factsOf(sandbox)['port']}/api/v3/trades?symbol=BTCUSDT&limit=1`,
  );
  const [trade] = (await reply.json()) as { time: number }[];
  assert.ok((trade?.time ?? 0) > sandbox.state.nowMs - 30_000);
  await sandbox.close();
});
