import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../core/clock.ts';
import { createEndpointPool } from '../rpc/endpoint-pool.ts';
import { createFakeChain, createFakeNode } from '../testing/fake-chain.ts';
import { createFinality } from './finality.ts';

const { signal } = new AbortController();

function rig(nodeCount = 1) {
  const chain = createFakeChain(100);
  chain.add(101, { kept: ['ann'] });
  const nodes = Array.from({ length: nodeCount }, () => createFakeNode(chain));
  const finality = createFinality(createEndpointPool(nodes, systemClock));
  const checks = async (count: number, now = 150) => {
    const gone: string[] = [];
    for (let i = 0; i < count; i++) gone.push(...(await finality.check(now, signal)));
    return gone;
  };
  return { chain, nodes, finality, checks };
}

test('what is final is watched no longer, what is not due is not asked for', async () => {
  const { chain, nodes, finality, checks } = rig();
  chain.add(150);
  finality.add('kept', 101);
  assert.deepEqual(await checks(1, 132), []);
  assert.equal(nodes[0]?.asked.length, 0);
  assert.deepEqual(await checks(1, 133), []);
  assert.equal(finality.watched, 0);
});

test('what no node knows three times in a row is taken back, and told until it is settled', async () => {
  const { chain, finality, checks } = rig(2);
  chain.add(150);
  finality.add('lost', 102);
  assert.deepEqual(await checks(2), []);
  assert.deepEqual(await checks(1), ['lost']);
  assert.deepEqual(await checks(1), ['lost'], 'storage may have been away');
  finality.settle('lost');
  assert.deepEqual(await checks(3), []);
});

test('a node that is behind takes nothing back', async () => {
  const { chain, nodes, finality, checks } = rig();
  chain.add(120, { young: ['ann'] });
  for (let slot = 121; slot < 160; slot++) chain.add(slot);
  const [node] = nodes;
  assert.ok(node);
  node.lag = 50;
  finality.add('young', 120);
  assert.deepEqual(await checks(6, 160), []);
  assert.equal(node.asked.length, 6, 'it is not worth a question to all');
  assert.equal(await finality.isGone('young', 120, signal), false);
  node.lag = 0;
  assert.deepEqual(await checks(6, 160), []);
});

test('one node that knows it is enough for it to stay', async () => {
  const { chain, nodes, finality, checks } = rig(2);
  chain.add(150);
  finality.add('kept', 101);
  const [first] = nodes;
  assert.ok(first);
  first.says = ({ method }) =>
    method === 'getSignatureStatuses' ? { context: { slot: 150 }, value: [null] } : undefined;
  assert.deepEqual(await checks(9), []);
});

test('a node that forgot the time of a transaction takes it back no more than one that is away', async () => {
  const { chain, nodes, finality, checks } = rig();
  chain.add(150);
  finality.add('lost', 102);
  const [node] = nodes;
  assert.ok(node);
  node.keepsFrom = 140;
  assert.deepEqual(await checks(9), []);
  assert.equal(finality.watched, 1);
  assert.deepEqual(await checks(3, 20_000), []);
  assert.equal(finality.watched, 0, 'nobody will ever say');
});

test('what was long final when it was recorded is not watched', () => {
  const { nodes, finality } = rig();
  nodes[0]?.noteSlot(1000);
  finality.add('old', 849);
  finality.add('young', 850);
  assert.equal(finality.watched, 1);
});
