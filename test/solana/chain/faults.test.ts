// Followed wallets through whatever a node can do: nothing lost, nothing twice, and what comes out of order is told to be late.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateKeyPairSigner } from '@solana/kit';
import { type ChainRig, openChainRig } from './open-chain.ts';

const newAddress = async (): Promise<string> => (await generateKeyPairSigner()).address;
const follow = (address: string) => ({ address, kind: 'wallet' as const, label: 'w', priority: 3 });

async function followSome(rig: ChainRig, count: number, settings = {}) {
  const it = await rig.open(settings);
  await rig.until(async () => (await it.chain.endpoints()).length > 0, 'a node is there');
  const wallets = await Promise.all(Array.from({ length: count }, newAddress));
  for (const wallet of wallets) await it.chain.follow(follow(wallet));
  await rig.until(async () => {
    const states = await Promise.all(wallets.map(async () => (await it.chain.health()).status));
    return states.every((status) => status === 'Healthy');
  }, 'all are caught up');
  return { it, wallets };
}

function sendTo(rig: ChainRig, wallets: readonly string[], count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, i) => {
    const wallet = wallets[i % wallets.length] as string;
    return rig.test.node.airdrop(wallet, BigInt(1_000_000 + from + i)).signature;
  });
}

async function areRecorded(rig: ChainRig, sent: readonly string[], wallets: readonly string[]) {
  await rig.until(async () => (await rig.activity()).length >= sent.length, 'all are recorded');
  const activity = await rig.activity();
  const signatures = activity.map(({ transaction }) => transaction.signature);
  assert.deepEqual(signatures.toSorted(), sent.toSorted());
  // What no push told is found later, and is told to be late where something of a younger slot was recorded before.
  for (const wallet of wallets) {
    const own = activity.filter(({ address, isLate }) => address === wallet && !isLate);
    const slots = own.map(({ transaction }) => transaction.slot);
    assert.deepEqual(
      slots,
      slots.toSorted((one, other) => one - other),
    );
  }
}

test('with a node preferred that is behind, and one that is not, nothing is missed', {
  timeout: 40_000,
}, async (t) => {
  const rig = await openChainRig(t, { speed: 10 });
  const { url, faults } = rig.test;
  const endpoint = { socket: '', callsPerSecond: 5000 };
  const endpoints = [
    { ...endpoint, name: 'late', http: `${url}/replica` },
    { ...endpoint, name: 'first', http: url },
  ];
  faults['replica-behind'] = { blocks: 30 };
  const { it, wallets } = await followSome(rig, 3, { endpoints, discovery: 'blocks' });
  faults['push-missing'] = { oneIn: 2, at: 'both' };
  await areRecorded(rig, sendTo(rig, wallets, 30), wallets);
  await rig.until(
    async () => (await it.chain.endpoints())[0]?.state === 'behind',
    'the late one is told to be behind',
  );
});

test('answers that are slow, broken or no JSON, and pushes that are late or end, lose and repeat nothing', {
  timeout: 40_000,
}, async (t) => {
  const rig = await openChainRig(t);
  const { wallets } = await followSome(rig, 5, { discovery: 'blocks' });
  Object.assign(rig.test.faults, {
    'push-disconnect': { everyS: 1, at: 'both' },
    'push-late': { byMs: 300, at: 'both' },
    'push-missing': { oneIn: 3, at: 'both' },
    'rpc-reset': { oneIn: 12, at: 'both' },
    'rpc-malformed': { oneIn: 12, at: 'both' },
    'rpc-slow': { byMs: 30, at: 'both' },
  });
  await areRecorded(rig, sendTo(rig, wallets, 60), wallets);
});

test('what a fork dropped while nobody looked is withdrawn after the start', {
  timeout: 40_000,
}, async (t) => {
  const rig = await openChainRig(t, { speed: 10 });
  const { it, wallets } = await followSome(rig, 1);
  const [kept, dropped] = sendTo(rig, wallets, 2);
  await rig.until(async () => (await rig.activity()).length === 2, 'both are recorded');
  await it.stop();
  assert.ok(rig.test.node.fork(3, ({ signature }) => signature === dropped).includes(dropped as string));
  const again = await rig.open();
  await rig.until(async () => (await rig.activity()).length === 3, 'it is withdrawn');
  const [, , withdrawn] = await rig.activity();
  assert.deepEqual([withdrawn?.kind, withdrawn?.transaction.signature], ['withdrawn', dropped]);
  const later = sendTo(rig, wallets, 1, 100);
  await rig.until(async () => (await rig.activity()).length === 4, 'what comes later is recorded');
  const [state] = await rig.storage.followedAddresses();
  assert.deepEqual([state?.cursor?.signature, state?.says], [later[0], null]);
  assert.notEqual(kept, dropped);
  await again.stop();
});

test('a transaction that is accepted and never lands is no activity', { timeout: 20_000 }, async (t) => {
  const rig = await openChainRig(t);
  const { wallets } = await followSome(rig, 1);
  rig.test.faults['drop-transactions'] = { oneIn: 1 };
  sendTo(rig, wallets, 3);
  delete rig.test.faults['drop-transactions'];
  await areRecorded(rig, sendTo(rig, wallets, 3, 50), wallets);
});
