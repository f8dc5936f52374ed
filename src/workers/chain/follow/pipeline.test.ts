import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createEndpointPool } from '../rpc/endpoint-pool.ts';
import { createFakeChain, createFakeNode, refusal } from '../testing/fake-chain.ts';
import { createLineLog } from '../testing/line-log.ts';
import { createPipeline, type PipelineDoors } from './pipeline.ts';
import { createWorkQueue } from './work-queue.ts';

type Write = Parameters<PipelineDoors['clients']['storage']['recordChain']>[0];

function rig() {
  const clock = createManualClock();
  const [chain, log, queue] = [createFakeChain(100), createLineLog(), createWorkQueue()];
  const node = createFakeNode(chain);
  const writes: Write[] = [];
  const given: string[] = [];
  const cursors = new Map<string, number>();
  const followed = new Set(['ann', 'bob', 'cat']);
  const it = {
    ...{ clock, chain, log, queue, node, writes, given, followed },
    storageFails: (_write: Write): AppError | undefined => undefined,
    decoderFails: false,
    isGone: true,
    pipeline: undefined as unknown as ReturnType<typeof createPipeline>,
    add(signature: string, slot: number, ...addresses: string[]) {
      for (const address of addresses) queue.add({ signature, slot, address });
    },
    land: (slot: number, ...signatures: string[]) =>
      chain.add(slot, Object.fromEntries(signatures.map((signature) => [signature, ['ann']]))),
    /** What was recorded of an address, in its order. */
    of: (address: string) =>
      writes.flatMap(({ activity }) => activity.filter((one) => one.address === address)),
    signaturesOf: (address: string) => it.of(address).map(({ signature }) => signature),
  };
  const clients = {
    decoder: {
      async decode({ transactions }: { transactions: string[] }) {
        if (it.decoderFails) throw new AppError('CALL_UNANSWERED');
        return transactions.map((text) => {
          const { slot, transaction } = JSON.parse(text);
          return { signature: transaction.signatures[0], slot };
        });
      },
    },
    storage: {
      async recordChain(write: Write) {
        const failed = it.storageFails(write);
        if (failed) throw failed;
        writes.push(write);
        for (const { address, slot } of write.cursors) cursors.set(address, slot);
        return { seq: writes.length, recorded: write.activity.length };
      },
    },
  };
  it.pipeline = createPipeline({ clients, clock, log } as unknown as PipelineDoors, {
    ...{ queue, pool: createEndpointPool([node], clock), commitment: 'confirmed' },
    isFollowed: (address) => followed.has(address),
    isRecorded: (address) => followed.has(address),
    isLate: (address, slot) => slot < (cursors.get(address) ?? 0),
    isGone: async () => it.isGone,
    onRecorded() {},
    onGivenUp: ({ signature }, reason) => void given.push(`${signature} ${reason}`),
  });
  return it;
}

test('what comes after one that no node has yet waits for it, and others do not', async () => {
  const it = rig();
  it.land(101, 'b', 'c');
  it.add('a', 101, 'ann');
  it.add('b', 101, 'ann');
  it.add('c', 101, 'bob');
  it.pipeline.wake();
  await it.clock.advance(1);
  assert.deepEqual([it.signaturesOf('ann'), it.signaturesOf('bob')], [[], ['c']]);
  it.land(102, 'a');
  await it.clock.advance(200);
  assert.deepEqual(it.signaturesOf('ann'), ['a', 'b']);
  assert.equal(it.queue.size, 0);
});

test('a hold-up reaches whoever shares a transaction with whom it holds up', async () => {
  const it = rig();
  it.land(101, 'b', 'c');
  it.add('a', 101, 'ann');
  it.add('b', 102, 'ann', 'bob');
  it.add('c', 103, 'bob', 'cat');
  it.pipeline.wake();
  await it.clock.advance(1);
  assert.deepEqual(it.writes, []);
  it.land(104, 'a');
  await it.clock.advance(200);
  assert.deepEqual(it.signaturesOf('bob'), ['b', 'c']);
});

test('one that never comes is given up only where its branch is proven to have ended', async () => {
  const it = rig();
  it.isGone = false;
  it.add('a', 101, 'ann');
  it.pipeline.wake();
  await it.clock.advance(300_000);
  assert.deepEqual([it.given, it.queue.size], [[], 1]);
  it.isGone = true;
  await it.clock.advance(5000);
  assert.deepEqual([it.given, it.queue.size], [['a null'], 0]);
});

test('nodes that are busy or behind for long lose nothing', async () => {
  const it = rig();
  it.land(101, 'a');
  it.node.says = ({ method }) => (method === 'getTransaction' ? refusal(-32005, 'behind') : undefined);
  it.add('a', 101, 'ann');
  it.pipeline.wake();
  await it.clock.advance(300_000);
  it.node.says = () => undefined;
  await it.clock.advance(5000);
  assert.deepEqual([it.signaturesOf('ann'), it.given], [['a'], []]);
});

test('one that every node refuses to tell is left out with the reason, after many tries', async () => {
  const it = rig();
  it.land(101, 'b');
  it.node.says = ({ params }) => (params[0] === 'a' ? refusal(-32015, 'version 7') : undefined);
  it.add('a', 101, 'ann');
  it.add('b', 101, 'ann');
  it.pipeline.wake();
  await it.clock.advance(20_000);
  assert.deepEqual(it.given, []);
  await it.clock.advance(60_000);
  assert.match(it.given.join(), /^a .*version 7/);
  assert.deepEqual(it.signaturesOf('ann'), ['b']);
});

test('an answer about another transaction is none', async () => {
  const it = rig();
  it.land(101, 'a', 'b');
  it.add('a', 101, 'ann');
  it.node.says = () => ({ slot: 101, transaction: { signatures: ['b'] } });
  it.pipeline.wake();
  await it.clock.advance(10);
  assert.deepEqual(it.writes, []);
  it.node.says = () => undefined;
  await it.clock.advance(1000);
  assert.deepEqual(it.signaturesOf('ann'), ['a']);
});

test('while storage or the decoder is away everything waits in its order, and that is told once', async () => {
  const it = rig();
  it.land(101, 'a', 'b');
  it.storageFails = () => new AppError('DATABASE_AWAY');
  it.add('a', 101, 'ann');
  it.add('b', 102, 'ann');
  it.pipeline.wake();
  await it.clock.advance(5000);
  assert.match(it.pipeline.trouble ?? '', /./);
  assert.equal(it.log.lines.length, 1);
  it.storageFails = () => undefined;
  it.decoderFails = true;
  await it.clock.advance(5000);
  it.decoderFails = false;
  await it.clock.advance(5000);
  assert.deepEqual([it.signaturesOf('ann'), it.pipeline.trouble], [['a', 'b'], null]);
});

test('one that storage never takes holds up nobody', async () => {
  const it = rig();
  it.land(101, 'a', 'b', 'c');
  it.storageFails = ({ activity }) =>
    activity.some(({ signature }) => signature === 'b') ? new AppError('MESSAGE_INVALID') : undefined;
  for (const signature of ['a', 'b', 'c']) it.add(signature, 101, 'ann');
  it.pipeline.wake();
  await it.clock.advance(10);
  assert.deepEqual([it.signaturesOf('ann'), it.given.length, it.queue.size], [['a', 'c'], 1, 0]);
});

test('transactions of hundreds of followed addresses are written in parts that storage takes', async () => {
  const it = rig();
  const crowd = Array.from({ length: 120 }, (_, i) => `w${i}`);
  const signatures = Array.from({ length: 10 }, (_, i) => `s${i}`);
  for (const one of crowd) it.followed.add(one);
  it.land(101, ...signatures);
  for (const signature of signatures) it.add(signature, 101, ...crowd);
  it.pipeline.wake();
  await it.clock.advance(10);
  assert.ok(it.writes.every(({ activity }) => activity.length <= 1000));
  assert.deepEqual(it.signaturesOf('w7'), signatures);
});

test('late ones are marked and leave the cursor where it is', async () => {
  const it = rig();
  it.land(101, 'old', 'new');
  it.add('new', 105, 'ann');
  it.pipeline.wake();
  await it.clock.advance(10);
  it.add('old', 101, 'ann', 'bob');
  it.pipeline.wake();
  await it.clock.advance(10);
  assert.deepEqual(
    it.of('ann').map(({ signature, isLate }) => [signature, isLate]),
    [
      ['new', false],
      ['old', true],
    ],
  );
  assert.deepEqual(
    it.of('bob').map(({ isLate }) => isLate),
    [false],
  );
  assert.deepEqual(
    it.writes[1]?.cursors.map(({ address }) => address),
    ['bob'],
  );
});

test('nothing is asked for an address that nobody follows any more', async () => {
  const it = rig();
  it.land(101, 'a');
  it.add('a', 101, 'ann');
  it.followed.delete('ann');
  it.pipeline.wake();
  await it.clock.advance(10);
  assert.deepEqual([it.node.asked, it.writes, it.queue.size], [[], [], 0]);
});

test('a stop ends what is under way and begins nothing more', async () => {
  const it = rig();
  it.land(101, 'a', 'b');
  it.node.says = () => new Promise(() => {});
  await it.pipeline.stop();
  it.add('a', 101, 'ann');
  it.pipeline.wake();
  await it.clock.advance(5000);
  assert.deepEqual(it.node.asked, []);
});
