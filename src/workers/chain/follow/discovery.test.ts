import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createEndpointPool } from '../rpc/endpoint-pool.ts';
import { createFakeChain, createFakeNode, refusal } from '../testing/fake-chain.ts';
import { createLineLog } from '../testing/line-log.ts';
import { createAddressBook, type Entry } from './address-book.ts';
import { createDiscovery, type DiscoveryOptions } from './discovery.ts';

function rig(t: TestContext, discovery: DiscoveryOptions['discovery'], wallets = ['ann', 'bob']) {
  const clock = createManualClock();
  const [book, log, chain] = [createAddressBook(), createLineLog(), createFakeChain(20)];
  chain.add(100);
  const node = createFakeNode(chain);
  const found: string[] = [];
  let hasRoom = true;
  const put = (address: string, priority = 3) => {
    const followed = { address, kind: 'wallet' as const, label: 'w', priority, addedAtMs: 0 };
    return book.put(followed, { cursor: null, fromSlot: 0, says: null });
  };
  for (const address of wallets) put(address);
  const it = createDiscovery(
    { clock, log },
    {
      ...{
        pool: createEndpointPool([node], clock),
        book,
        commitment: 'confirmed',
        pollMs: 10_000,
        discovery,
      },
      hasRoom: () => hasRoom,
      found(entry, { signature, slot }) {
        const { address } = entry.followed;
        if (book.see(address, signature, slot)) found.push(`${address} ${signature}`);
      },
      caughtUp(entry, says) {
        entry.mode = 'live';
        entry.says = says;
        for (const { signature, slot } of book.release(entry))
          if (book.see(entry.followed.address, signature, slot))
            found.push(`${entry.followed.address} ${signature}`);
      },
    },
  );
  t.after(() => it.stop());
  const entryOf = (address: string) => book.get(address) as Entry;
  const count = (method: string) => node.asked.filter((one) => one === method).length;
  const noRoom = (is: boolean) => {
    hasRoom = !is;
  };
  return { clock, book, log, chain, node, found, put, entryOf, count, noRoom, it };
}

test('at the start everybody is asked for, and is live then', async (t) => {
  const { chain, clock, it, found, entryOf } = rig(t, 'wallets');
  chain.add(101, { a: ['ann'], b: ['ann', 'bob'] });
  it.start(null);
  await clock.advance(10);
  assert.deepEqual(found.toSorted(), ['ann a', 'ann b', 'bob b']);
  assert.deepEqual([entryOf('ann').mode, entryOf('bob').mode], ['live', 'live']);
});

test('a short time away is read block by block, not wallet by wallet', async (t) => {
  const { chain, clock, it, found, count } = rig(t, 'blocks');
  chain.add(101, { a: ['ann'] });
  chain.add(102);
  it.start(100);
  await clock.advance(10);
  assert.deepEqual([found, count('getSignaturesForAddress'), it.scannedSlot], [['ann a'], 0, 101]);
});

test('wallets without pushes are looked after each time, those with pushes ten times more rarely', async (t) => {
  const { clock, it, entryOf, count } = rig(t, 'wallets');
  it.start(null);
  await clock.advance(100);
  entryOf('ann').pushes = 1;
  const before = count('getSignaturesForAddress');
  await clock.advance(60_000);
  const ofBob = count('getSignaturesForAddress') - before;
  assert.ok(ofBob >= 5 && ofBob <= 6, `${ofBob}`);
  await clock.advance(50_000);
  assert.equal(count('getSignaturesForAddress') - before, ofBob + 6 - (ofBob - 5), 'one of them ann');
});

test('what blocks show of one that is being caught up comes behind what is older', async (t) => {
  const { chain, clock, it, found, node, put, book } = rig(t, 'blocks', []);
  it.start(null);
  await clock.advance(10);
  let letGo = () => {};
  node.says = async ({ method }) => {
    if (method === 'getSignaturesForAddress')
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
    return undefined;
  };
  chain.add(101, { a: ['cat'] });
  it.check(put('cat'));
  chain.add(102, { b: ['cat'] });
  chain.add(103);
  await clock.advance(2000);
  assert.deepEqual([found, it.scannedSlot, book.get('cat')?.held.length], [[], null, 2]);
  node.says = () => undefined;
  letGo();
  await clock.advance(2000);
  assert.deepEqual([found, it.scannedSlot], [['cat a', 'cat b'], 102]);
});

test('nothing is said to be read up to anywhere while somebody is not caught up', async (t) => {
  const { chain, clock, it, node } = rig(t, 'blocks');
  chain.add(101);
  chain.add(102);
  node.says = ({ method }) => {
    if (method === 'getSignaturesForAddress') throw refusal(-32005, 'behind');
  };
  it.start(null);
  await clock.advance(5000);
  assert.equal(it.scannedSlot, null);
  node.says = () => undefined;
  await clock.advance(3000);
  assert.equal(it.scannedSlot, 101);
});

test('a node that fails is told once, and asked again until it answers', async (t) => {
  const { chain, clock, it, node, found, log } = rig(t, 'wallets');
  chain.add(101, { a: ['ann'] });
  node.says = () => {
    throw new Error('away');
  };
  it.start(null);
  await clock.advance(20_000);
  assert.equal(log.lines.length, 1);
  node.says = () => undefined;
  await clock.advance(3000);
  assert.deepEqual(found, ['ann a']);
});

test('one wallet that cannot be read keeps nobody else waiting', async (t) => {
  const { chain, clock, it, node, found } = rig(t, 'wallets');
  chain.add(101, { a: ['ann'], b: ['bob'] });
  node.says = ({ method, params }) => {
    if (method === 'getSignaturesForAddress' && params[0] === 'ann') throw refusal(-32005, 'behind');
  };
  it.start(null);
  await clock.advance(10);
  assert.deepEqual(found, ['bob b']);
});

test('what is found waits while there is no room', async (t) => {
  const { chain, clock, it, found, noRoom } = rig(t, 'wallets');
  chain.add(101, { a: ['ann'] });
  noRoom(true);
  it.start(null);
  await clock.advance(5000);
  assert.deepEqual(found, []);
  noRoom(false);
  await clock.advance(100);
  assert.deepEqual(found, ['ann a']);
});

test('one of whom something was dropped meanwhile is asked for once more', async (t) => {
  const { chain, clock, it, entryOf, count } = rig(t, 'wallets', ['ann']);
  chain.add(101, { a: ['ann'] });
  entryOf('ann').hasDropped = true;
  it.start(null);
  await clock.advance(10);
  assert.equal(count('getSignaturesForAddress'), 4);
  assert.equal(entryOf('ann').hasDropped, false);
});

test('who is unfollowed while being read is found no more', async (t) => {
  const { chain, clock, it, found, book, noRoom } = rig(t, 'wallets', ['ann']);
  chain.add(101, { a: ['ann'], b: ['ann'] });
  noRoom(true);
  it.start(null);
  await clock.advance(100);
  book.remove('ann');
  noRoom(false);
  await clock.advance(5000);
  assert.deepEqual(found, []);
});

test('who comes first in priority is read first, thirty-two at once', async (t) => {
  const wallets = Array.from({ length: 40 }, (_, i) => `w${i}`);
  const { clock, it, node, put } = rig(t, 'wallets', wallets);
  put('first', 1);
  const order: unknown[] = [];
  let most = 0;
  let now = 0;
  node.says = async ({ method, params }) => {
    if (method !== 'getSignaturesForAddress') return undefined;
    order.push(params[0]);
    most = Math.max(most, ++now);
    await clock.sleep(5);
    now -= 1;
    return [];
  };
  it.start(null);
  await clock.advance(100);
  assert.deepEqual([order[0], most, order.length], ['first', 32, 41]);
});

test('when blocks take over from asking wallets, everybody is asked once more', async (t) => {
  const { clock, it, put, count, book } = rig(t, 'auto', []);
  it.start(null);
  await clock.advance(10);
  assert.equal(count('getBlocks'), 0);
  for (let i = 0; i < 400; i++) put(`w${i}`).mode = 'live';
  for (const entry of book.entries) entry.checkedMs = clock.monotonicMs();
  await clock.advance(3000);
  assert.equal(count('getSignaturesForAddress'), 400);
});
