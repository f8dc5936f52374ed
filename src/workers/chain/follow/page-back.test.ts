import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../core/clock.ts';
import { createEndpointPool } from '../rpc/endpoint-pool.ts';
import { createFakeChain, createFakeNode, type FakeNode } from '../testing/fake-chain.ts';
import { type Cursor, pageBack } from './page-back.ts';

const { signal } = new AbortController();
const back = (nodes: readonly FakeNode[], cursor: Cursor | null, fromSlot = 0) =>
  pageBack(createEndpointPool(nodes, systemClock), 'ann', cursor, {
    commitment: 'confirmed',
    signal,
    fromSlot,
  });
const signaturesOf = (found: readonly Cursor[]) => found.map(({ signature }) => signature);

function chainOf(slots: readonly number[], perBlock = 1) {
  const chain = createFakeChain();
  for (const slot of slots)
    chain.add(
      slot,
      Object.fromEntries(Array.from({ length: perBlock }, (_, i) => [`s${slot}.${i}`, ['ann', 'bob']])),
    );
  return chain;
}

test('pages go back to the cursor however many there are, and come oldest first', async () => {
  const slots = Array.from({ length: 25 }, (_, i) => 200 + i);
  const node = createFakeNode(chainOf(slots, 100));
  const { found, says } = await back([node], { signature: 's200.9', slot: 200 });
  assert.equal(found.length, 2490);
  assert.deepEqual([found[0]?.signature, found.at(-1)?.signature, says], ['s200.10', 's224.99', null]);
});

test('an address without a cursor is read to its beginning', async () => {
  const node = createFakeNode(chainOf([200, 201]));
  assert.deepEqual(await back([node], null).then(({ found }) => signaturesOf(found)), ['s200.0', 's201.0']);
  assert.deepEqual((await back([createFakeNode(createFakeChain())], null)).found, []);
});

test('a node that is not as far as the cursor is not believed: the next is asked', async () => {
  const chain = chainOf([200, 201, 202]);
  const [late, good] = [createFakeNode(chain), createFakeNode(chain)];
  late.lag = 2;
  const { found, says } = await back([late, good], { signature: 's201.0', slot: 201 });
  assert.deepEqual([signaturesOf(found), says], [['s202.0'], null]);
  await assert.rejects(back([late], { signature: 's201.0', slot: 201 }), { code: 'RPC_BEHIND' });
});

test('a node that falls behind between two pages does not end the history early', async () => {
  const chain = chainOf(
    Array.from({ length: 20 }, (_, i) => 200 + i),
    100,
  );
  const [first, late] = [createFakeNode(chain), createFakeNode(chain)];
  late.lag = 15;
  let pages = 0;
  first.says = ({ method }) => {
    if (method === 'getSignaturesForAddress' && ++pages === 2) throw new Error('away');
  };
  await assert.rejects(back([first, late], { signature: 's200.0', slot: 200 }), { code: 'RPC_BEHIND' });
});

test('a cursor of a lost branch is told, and what took its place in older slots is found', async () => {
  const chain = chainOf([150, 240, 260]);
  const { found, says } = await back([createFakeNode(chain)], { signature: 'gone', slot: 250 });
  assert.deepEqual(signaturesOf(found), ['s240.0', 's260.0']);
  assert.match(says ?? '', /no longer knows the last transaction/);
});

test('what is of before it was followed is not found, whatever became of the cursor', async () => {
  const { found } = await back(
    [createFakeNode(chainOf([150, 240, 260]))],
    { signature: 'gone', slot: 250 },
    245,
  );
  assert.deepEqual(signaturesOf(found), ['s260.0']);
});

test('a node that forgot the time of the cursor is told with what may be missing', async () => {
  const node = createFakeNode(chainOf([200, 300, 301]));
  node.keepsFrom = 250;
  const { found, says } = await back([node], { signature: 's200.0', slot: 200 });
  assert.deepEqual(signaturesOf(found), ['s300.0', 's301.0']);
  assert.match(says ?? '', /from before slot 300: transactions after slot 200 may be missing/);
});

test('one page that ends early is not believed at once', async () => {
  const node = createFakeNode(
    chainOf(
      Array.from({ length: 12 }, (_, i) => 200 + i),
      100,
    ),
  );
  let pages = 0;
  node.says = ({ method }) => (method === 'getSignaturesForAddress' && ++pages === 2 ? [] : undefined);
  const { found, says } = await back([node], { signature: 's200.0', slot: 200 });
  assert.deepEqual([found.length, says], [1199, null]);
});

test('a node that gives fewer rows than were asked for is asked on', async () => {
  const node = createFakeNode(
    chainOf(
      Array.from({ length: 30 }, (_, i) => 200 + i),
      10,
    ),
  );
  const { found } = await back([node], null);
  const all = found.length;
  const stingy = createFakeNode(createFakeChain());
  stingy.says = ({ method, params }) =>
    method === 'getSignaturesForAddress'
      ? node.call({ method, params: [params[0], { ...(params[1] as object), limit: 7 }] })
      : undefined;
  assert.equal((await back([stingy], null)).found.length, all);
});
