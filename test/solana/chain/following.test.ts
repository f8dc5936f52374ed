import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateKeyPairSigner } from '@solana/kit';
import { type ChainRig, openChainRig } from './open-chain.ts';

const newAddress = async (): Promise<string> => (await generateKeyPairSigner()).address;
const follow = (address: string, priority = 3) => ({
  address,
  kind: 'wallet' as const,
  label: 'w',
  priority,
});
const isReady = async (rig: ChainRig, { chain }: Awaited<ReturnType<ChainRig['open']>>) =>
  rig.until(async () => (await chain.endpoints()).length > 0, 'a node is there');
const areLive = (rig: ChainRig, { chain }: Awaited<ReturnType<ChainRig['open']>>) =>
  rig.until(async () => (await chain.followed()).every(({ state }) => state === 'push'), 'all are pushed');

test('what happens to a followed wallet is recorded as it happens, once, in order', {
  timeout: 40_000,
}, async (t) => {
  const rig = await openChainRig(t);
  const it = await rig.open();
  await isReady(rig, it);
  const [wallet, other] = [await newAddress(), await newAddress()];
  rig.test.node.airdrop(wallet, 1_000_000_000n);
  await it.chain.follow(follow(wallet));
  await areLive(rig, it);
  const sent = Array.from({ length: 40 }, (_, i) =>
    rig.test.node.airdrop(i % 3 ? wallet : other, 1_000_000n + BigInt(i)),
  );
  const own = sent.filter((_, i) => i % 3 > 0).map(({ signature }) => signature);
  await rig.until(async () => (await rig.activity()).length >= own.length, 'all are recorded');
  const activity = await rig.activity();
  assert.deepEqual(
    activity.map(({ transaction }) => transaction.signature),
    own,
    'what came before it was followed, and what is of others, is not there',
  );
  assert.deepEqual(
    activity.map(({ seq }) => seq),
    own.map((_, i) => i + 1),
  );
  const [state] = await it.chain.followed();
  assert.equal(state?.cursor?.signature, own.at(-1));
  assert.ok(it.told.some(({ event }) => event === 'activityRecorded'));
});

test('a burst while nobody looks is caught up from where everything was recorded, oldest first', {
  timeout: 60_000,
}, async (t) => {
  const rig = await openChainRig(t);
  const first = await rig.open();
  await isReady(rig, first);
  const wallet = await newAddress();
  await first.chain.follow(follow(wallet));
  await areLive(rig, first);
  const before = rig.test.node.airdrop(wallet, 1n);
  await rig.until(async () => (await rig.activity()).length === 1, 'the first is recorded');
  await first.stop();
  const missed = Array.from(
    { length: 2500 },
    (_, i) => rig.test.node.airdrop(wallet, 1_000_000n + BigInt(i)).signature,
  );
  const second = await rig.open({ discovery: 'wallets' });
  await rig.until(async () => (await rig.activity()).length >= 2501, 'all are caught up');
  const signatures = (await rig.activity()).map(({ transaction }) => transaction.signature);
  assert.deepEqual(signatures, [before.signature, ...missed]);
  await second.stop();
});

test('after a short while away the blocks between tell of all wallets at once', {
  timeout: 40_000,
}, async (t) => {
  const rig = await openChainRig(t);
  const first = await rig.open({ discovery: 'blocks' });
  await isReady(rig, first);
  const wallets = await Promise.all(Array.from({ length: 20 }, newAddress));
  for (const wallet of wallets) {
    rig.test.node.airdrop(wallet, 1_000_000n);
    await first.chain.follow(follow(wallet));
  }
  await areLive(rig, first);
  await rig.until(
    async () => (await rig.storage.cursor({ name: 'chain.scanned' })) !== null,
    'the place is kept',
  );
  await first.stop();
  const missed = wallets.map((wallet) => rig.test.node.airdrop(wallet, 7_000_000n).signature);
  const second = await rig.open({ discovery: 'blocks' });
  await rig.until(async () => (await rig.activity()).length >= missed.length, 'all are found');
  assert.deepEqual(
    (await rig.activity()).map(({ transaction }) => transaction.signature).sort(),
    missed.toSorted(),
  );
  const [endpoint] = await second.chain.endpoints();
  assert.ok((endpoint?.callsPerMinute ?? 99) < 20 + missed.length, `${endpoint?.callsPerMinute} calls`);
});

test('lost and doubled pushes change nothing: what is missing is found, what comes twice is one', {
  timeout: 60_000,
}, async (t) => {
  const rig = await openChainRig(t);
  const it = await rig.open({ discovery: 'blocks' });
  await isReady(rig, it);
  const wallets = await Promise.all(Array.from({ length: 5 }, newAddress));
  for (const wallet of wallets) await it.chain.follow(follow(wallet));
  await areLive(rig, it);
  rig.test.faults['push-missing'] = { oneIn: 3 };
  rig.test.faults['push-twice'] = { oneIn: 3 };
  const sent = Array.from({ length: 100 }, (_, i) =>
    rig.test.node.airdrop(wallets[i % 5] as string, 1_000_000n + BigInt(i)),
  );
  await rig.until(async () => (await rig.activity()).length >= sent.length, 'all are recorded');
  const recorded = (await rig.activity()).map(({ transaction }) => transaction.signature);
  assert.deepEqual(recorded.toSorted(), sent.map(({ signature }) => signature).toSorted());
  assert.equal(new Set(recorded).size, recorded.length);
});

test('a node that does not remember the cursor leads to a look that is told, and to nothing twice', {
  timeout: 60_000,
}, async (t) => {
  const rig = await openChainRig(t, { speed: 10 });
  const first = await rig.open();
  await isReady(rig, first);
  const wallet = await newAddress();
  await first.chain.follow(follow(wallet));
  await areLive(rig, first);
  rig.test.node.airdrop(wallet, 1_000_000n);
  await rig.until(async () => (await rig.activity()).length === 1, 'the first is recorded');
  await first.stop();
  rig.test.faults['forget'] = { blocks: 40 };
  const heightOf = () => rig.test.rpc<number>('getBlockHeight');
  const height = await heightOf();
  await rig.until(async () => (await heightOf()) > height + 60, 'the node forgot it');
  const later = rig.test.node.airdrop(wallet, 2_000_000n).signature;
  const second = await rig.open({ discovery: 'wallets' });
  await rig.until(async () => (await rig.activity()).length === 2, 'the later one is recorded');
  assert.equal((await rig.activity())[1]?.transaction.signature, later);
  const says = async () => (await second.chain.followed())[0]?.says ?? '';
  await rig.until(async () => /may be missing|looked at again/.test(await says()), 'it is told');
  assert.equal((await rig.activity()).length, 2);
});

test('what a fork drops is withdrawn by an activity of its own, and counted again where it lands again', {
  timeout: 60_000,
}, async (t) => {
  const rig = await openChainRig(t, { speed: 10 });
  const it = await rig.open();
  await isReady(rig, it);
  const wallet = await newAddress();
  await it.chain.follow(follow(wallet));
  await areLive(rig, it);
  const [kept, dropped] = [1_000_000n, 2_000_000n].map(
    (lamports) => rig.test.node.airdrop(wallet, lamports).signature,
  );
  await rig.until(async () => (await rig.activity()).length === 2, 'both are recorded');
  const gone = rig.test.node.fork(3, ({ signature }) => signature === dropped);
  assert.ok(gone.includes(dropped as string), `${gone}`);
  await rig.until(async () => (await rig.activity()).length === 3, 'it is withdrawn');
  const [, , withdrawn] = await rig.activity();
  assert.deepEqual([withdrawn?.kind, withdrawn?.transaction.signature], ['withdrawn', dropped]);
  assert.notEqual(kept, dropped);
});

test('a node that is away is told, and nothing is lost when it is back', { timeout: 60_000 }, async (t) => {
  const rig = await openChainRig(t);
  const it = await rig.open();
  await isReady(rig, it);
  const wallet = await newAddress();
  await it.chain.follow(follow(wallet));
  await areLive(rig, it);
  rig.test.faults['rpc-5xx'] = { status: 503 };
  const sent = Array.from(
    { length: 5 },
    (_, i) => rig.test.node.airdrop(wallet, 1_000_000n + BigInt(i)).signature,
  );
  await rig.until(async () => (await it.chain.health()).status !== 'Healthy', 'it is told');
  delete rig.test.faults['rpc-5xx'];
  await rig.until(async () => (await rig.activity()).length === sent.length, 'all are recorded');
  assert.deepEqual(
    (await rig.activity()).map(({ transaction }) => transaction.signature),
    sent,
  );
});

test('an address that is none is refused, and a transaction nobody knows is told so', {
  timeout: 40_000,
}, async (t) => {
  const rig = await openChainRig(t);
  const it = await rig.open();
  await isReady(rig, it);
  await assert.rejects(it.chain.follow(follow('0x1234')), { code: 'ADDRESS_INVALID' });
  const signature = '5'.repeat(88);
  await assert.rejects(it.chain.transaction({ signature }), { code: /TRANSACTION_UNKNOWN|RPC_REFUSED/ });
  const { signature: known } = rig.test.node.airdrop(await newAddress(), 3_000_000n);
  assert.equal((await it.chain.transaction({ signature: known })).signature, known);
});
