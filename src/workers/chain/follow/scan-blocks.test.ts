import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../core/clock.ts';
import { createEndpointPool } from '../rpc/endpoint-pool.ts';
import { createFakeChain, createFakeNode, type FakeNode, refusal } from '../testing/fake-chain.ts';
import { type BlockScan, createBlockScan } from './block-scan.ts';

const { signal } = new AbortController();

function scanOf(nodes: readonly FakeNode[]): BlockScan & { sighted: string[]; broken: string[] } {
  const [sighted, broken]: [string[], string[]] = [[], []];
  const scan = createBlockScan(createEndpointPool(nodes, systemClock), {
    ...{ commitment: 'confirmed', signal },
    isFollowed: (address) => address === 'ann' || address === 'bob',
    sighted: (address, { signature, slot }) => void sighted.push(`${slot} ${signature} ${address}`),
    room: async () => {},
    isBroken: (reason) => void broken.push(reason),
  });
  return Object.assign(scan, { sighted, broken });
}

function chainOf() {
  const chain = createFakeChain(20);
  chain.add(100);
  chain.add(101, { a: ['ann', 'ann', 'zoe'], z: ['zoe'] });
  chain.add(104, { b: ['bob', 'ann'] });
  chain.add(105, { c: ['bob'] });
  chain.add(106);
  return chain;
}

test('blocks tell of all who are followed, once each, over slots that were skipped', async () => {
  const scan = scanOf([createFakeNode(chainOf())]);
  await scan.begin(100);
  await scan.scan();
  assert.deepEqual(scan.sighted, ['101 a ann', '104 b bob', '104 b ann', '105 c bob']);
  assert.equal(scan.slot, 105, 'the newest block may still grow');
});

test('what a node that lags has not listed is not taken as seen', async () => {
  const chain = chainOf();
  const [first, late] = [createFakeNode(chain), createFakeNode(chain)];
  late.lag = 4;
  let isAway = true;
  first.says = ({ method }) => {
    if (method === 'getBlocks' && isAway) throw new Error('away');
  };
  const scan = scanOf([first, late]);
  await scan.begin(100);
  await scan.scan();
  assert.equal(scan.slot, 101);
  isAway = false;
  await scan.scan();
  assert.deepEqual([scan.slot, scan.sighted.length], [105, 4]);
});

test('a block that a list left out is found by its child', async () => {
  const node = createFakeNode(chainOf());
  node.says = ({ method }) => (method === 'getBlocks' ? [101, 105] : undefined);
  const scan = scanOf([node]);
  await scan.begin(100);
  await scan.scan();
  assert.deepEqual(scan.sighted, ['101 a ann', '104 b bob', '104 b ann', '105 c bob']);
});

test('a block that is not there yet is asked for again, and nothing behind it counts', async () => {
  const node = createFakeNode(chainOf());
  let isMissing = true;
  node.says = ({ method, params }) =>
    method === 'getBlock' && params[0] === 104 && isMissing ? null : undefined;
  const scan = scanOf([node]);
  await scan.begin(100);
  await assert.rejects(scan.scan(), { code: 'RPC_BEHIND' });
  assert.equal(scan.slot, 101);
  isMissing = false;
  await scan.scan();
  assert.equal(scan.slot, 105);
});

test('another branch that won is read from where it began', async () => {
  const chain = chainOf();
  const scan = scanOf([createFakeNode(chain)]);
  await scan.begin(100);
  await scan.scan();
  chain.undo(104);
  chain.add(103, { n: ['ann'] });
  chain.add(107, { m: ['bob'] });
  chain.add(108);
  await scan.scan();
  await scan.scan();
  assert.ok(scan.sighted.includes('103 n ann') && scan.sighted.includes('107 m bob'), `${scan.sighted}`);
  assert.equal(scan.slot, 107);
});

test('a block that nobody keeps leads to asking every wallet, not to a halt', async () => {
  const node = createFakeNode(chainOf());
  node.says = ({ method, params }) => {
    if (method === 'getBlock' && params[0] === 104) throw refusal(-32001, 'Block 104 cleaned up');
  };
  const scan = scanOf([node]);
  await scan.begin(100);
  for (let i = 0; i < 4; i++) await assert.rejects(scan.scan(), { code: 'RPC_REFUSED' });
  assert.deepEqual(scan.broken, []);
  await scan.scan();
  assert.match(scan.broken.join(), /cleaned up/);
  assert.equal(scan.slot, 105);
});

test('after a long time away the blocks between are too many to read', async () => {
  const chain = chainOf();
  chain.add(2000);
  const node = createFakeNode(chain);
  const scan = scanOf([node]);
  await scan.begin(100);
  await scan.scan();
  assert.deepEqual([scan.slot, scan.broken.length, node.asked.includes('getBlock')], [1999, 1, false]);
});
