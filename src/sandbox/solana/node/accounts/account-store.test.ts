import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseBase58, toBase58 } from '../../../../domain/solana/base58.ts';
import { TOKEN } from '../../../../domain/solana/programs.ts';
import { createAccountStore } from './account-store.ts';
import type { StoredAccount } from './stored-account.ts';

function addressOf(number: number): string {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(28, number + 1);
  return toBase58(bytes);
}

function tokenAccount(owner: string, amount: bigint): StoredAccount {
  const data = new Uint8Array(165);
  data.set(parseBase58(addressOf(7)) ?? [], 0);
  data.set(parseBase58(owner) ?? [], 32);
  new DataView(data.buffer).setBigUint64(64, amount, true);
  data[108] = 1;
  return { lamports: 1n, data, owner: TOKEN, isExecutable: false };
}

const plain = (lamports: bigint): StoredAccount => ({
  ...{ lamports, data: new Uint8Array(0), owner: addressOf(1), isExecutable: false },
});

test('each height reads its own version, also after those below were pruned', () => {
  const store = createAccountStore();
  const address = addressOf(50);
  for (const height of [1, 3, 5]) store.write(address, plain(BigInt(height)), height);
  const read = (height: number) => store.at(address, height)?.lamports;
  assert.deepEqual([0, 1, 2, 3, 4, 5, 9].map(read), [undefined, 1n, 1n, 3n, 3n, 5n, 5n]);
  store.prune(4);
  assert.deepEqual([3, 4, 5].map(read), [3n, 3n, 5n]);
  assert.equal(store.at(addressOf(51), 5), undefined);
});

test('what a fork undoes is told as it was before', () => {
  const store = createAccountStore();
  store.write(addressOf(1), plain(1n), 1);
  store.write(addressOf(1), plain(2n), 2);
  store.write(addressOf(2), plain(9n), 2);
  store.write(addressOf(1), null, 3);
  const restored = store.rollback(1);
  assert.deepEqual([...restored.keys()].sort(), [addressOf(1), addressOf(2)].sort());
  assert.equal(restored.get(addressOf(1))?.lamports, 1n);
  assert.equal(restored.get(addressOf(2)), null);
  assert.equal(store.at(addressOf(2), 5), undefined);
});

test('an account that is gone leaves nothing behind once that is final', () => {
  const store = createAccountStore();
  store.write(addressOf(1), tokenAccount(addressOf(9), 1n), 1);
  store.write(addressOf(1), null, 2);
  assert.equal(store.index.sizeOf('token-owner', addressOf(9)), 1);
  store.prune(2);
  assert.equal(store.index.sizeOf('token-owner', addressOf(9)), 0);
  assert.equal(store.size, 0);
});

test('tokens of an owner are found among many without looking at the others', () => {
  const store = createAccountStore();
  for (let i = 0; i < 20_000; i += 1)
    store.write(addressOf(1000 + i), tokenAccount(addressOf(i >> 1), 5n), 1);
  assert.deepEqual([...store.index.of('token-owner', addressOf(4321))], [addressOf(9642), addressOf(9643)]);
  assert.equal(store.index.sizeOf('token-mint', addressOf(7)), 20_000);
  assert.equal(store.index.sizeOf('program', TOKEN), 20_000);
  // a new owner is found at once, and the old one until that is final
  store.write(addressOf(9642), tokenAccount(addressOf(77_777), 5n), 2);
  assert.equal(store.index.sizeOf('token-owner', addressOf(77_777)), 1);
  assert.equal(store.index.sizeOf('token-owner', addressOf(4321)), 2);
  store.prune(2);
  assert.equal(store.index.sizeOf('token-owner', addressOf(4321)), 1);
});
