import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { openSandbox } from '../sandbox.ts';
import { solana } from './solana.ts';

const timeout = 20_000;

test('the node answers on its port, with faults that are switched on, and begins anew with another seed', {
  timeout,
}, async () => {
  const clock = createManualClock();
  const sandbox = await openSandbox([solana], { clock, seed: 1, speed: 1, ports: { solana: 0 } });
  const facts = () => sandbox.state.members[0]?.facts ?? {};
  const ask = async (method: string) => {
    const reply = await fetch(`http://127.0.0.1:${facts()['port']}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method }),
    });
    return {
      status: reply.status,
      result: reply.status === 200 ? ((await reply.json()) as { result: unknown }).result : null,
    };
  };
  const slot = Number(facts()['slot']);
  await clock.advance(4000);
  assert.equal(Number(facts()['slot']), slot + 10);
  const { result: chain } = await ask('getGenesisHash');
  sandbox.setFault('solana.rpc-429', { isOn: true });
  assert.equal((await ask('getHealth')).status, 429);
  sandbox.setFault('solana.rpc-429', { isOn: false });
  await sandbox.setSeed(2);
  assert.notEqual((await ask('getGenesisHash')).result, chain);
  await sandbox.setSeed(1);
  assert.equal((await ask('getGenesisHash')).result, chain);
  await sandbox.close();
});

test('a market lives on the node, silent by order, and the same again for the same seed', {
  timeout,
}, async () => {
  const clock = createManualClock();
  const sandbox = await openSandbox([solana], { clock, seed: 1, speed: 1, ports: { solana: 0 } });
  const sent = () => Number(sandbox.state.members[0]?.facts['sentByActors']);
  const runOf = async (seed: number) => {
    await sandbox.setSeed(seed);
    await clock.advance(40_000);
    return sandbox.state.members[0]?.facts['accounts'];
  };
  const first = await runOf(1);
  assert.ok(sent() > 20);
  sandbox.setFault('solana.quiet', { isOn: true });
  const before = sent();
  await clock.advance(4000);
  assert.equal(sent(), before);
  sandbox.setFault('solana.quiet', { isOn: false });
  assert.notEqual(await runOf(2), first);
  assert.equal(await runOf(1), first);
  await sandbox.close();
});

test('a port that is taken is told and tried again', { timeout }, async () => {
  const clock = createManualClock();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const sandbox = await openSandbox([solana], { clock, seed: 1, speed: 1, ports: { solana: port } });
  const facts = () => sandbox.state.members[0]?.facts ?? {};
  assert.match(String(facts()['says']), new RegExp(`cannot listen on port ${port}.*tried again`));
  await new Promise((resolve) => other.close(resolve));
  while (facts()['port'] === null) await clock.advance(2000);
  assert.equal(facts()['port'], port);
  await sandbox.close();
});

test('without a port there is no node', { timeout }, async () => {
  const sandbox = await openSandbox([solana], { clock: createManualClock(), seed: 1, speed: 1 });
  assert.equal(sandbox.state.members[0]?.facts['port'], null);
  await sandbox.close();
});
